using System.Diagnostics;

namespace Damon.Benchmarks.Crowds;

/// <summary>How calls of one kind went; safe for all threads.</summary>
/// <param name="kind">What was asked.</param>
internal sealed class Calls(string kind)
{
    private readonly List<double> _times = [];
    private int _asked;
    private int _many;
    private int _unavailable;
    private int _other;
    private int _failed;

    /// <summary>Asks once.</summary>
    public async Task AskAsync(HttpClient client, string path, CancellationToken end)
    {
        Interlocked.Increment(ref _asked);
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, end);
            await answer.Content.CopyToAsync(Stream.Null, end);
            Count((int)answer.StatusCode, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            // The end, in the middle of a call.
            Interlocked.Decrement(ref _asked);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    /// <summary>Writes a row.</summary>
    public void Tell(Table table)
    {
        _times.Sort();
        table.Row(kind, _asked, _times.Count, _many, _unavailable, _other, _failed, At(0.5), At(0.95), At(1));
    }

    private void Count(int status, double ms)
    {
        switch (status)
        {
            case 200:
                lock (_times)
                {
                    _times.Add(ms);
                }

                break;
            case 429:
                Interlocked.Increment(ref _many);
                break;
            case 503:
                Interlocked.Increment(ref _unavailable);
                break;
            default:
                Interlocked.Increment(ref _other);
                break;
        }
    }

    private double At(double share) => _times.Count == 0 ? double.NaN : _times[Math.Min(_times.Count - 1, (int)(share * _times.Count))];
}
