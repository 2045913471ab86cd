using Damon.Server.History;

namespace Damon.Server.Imports;

/// <summary>
/// Hands snapshots to the history, a few at a time, and waits until they are stored: what is recorded meanwhile finds room
/// in the queue, and waits for no more than one small transaction.
/// </summary>
/// <param name="writer">The history.</param>
/// <param name="sender">Who waits.</param>
/// <param name="time">The clock.</param>
internal sealed class ImportWriter(HistoryWriter writer, string sender, TimeProvider time)
{
    // Nothing tells that writing begins to fail.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private const int MostSnapshots = 64;
    private const int MostBytes = 1 << 20;

    private readonly List<StoredSnapshot> _waiting = [];
    private int _bytes;

    /// <summary>Takes a snapshot over.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be stored.</exception>
    public async ValueTask AddAsync(StoredSnapshot snapshot, CancellationToken cancellation)
    {
        _waiting.Add(snapshot);
        _bytes += snapshot.Packed.Length;
        if (_waiting.Count >= MostSnapshots || _bytes >= MostBytes)
        {
            await StoreAsync(cancellation);
        }
    }

    /// <summary>Stores what waits.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be stored.</exception>
    public async Task StoreAsync(CancellationToken cancellation)
    {
        if (_waiting.Count > 0 && (await AddAsync(cancellation)).Contains(false))
        {
            throw Unavailable();
        }

        _waiting.Clear();
        _bytes = 0;
    }

    private async Task<IReadOnlyList<bool>> AddAsync(CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var adding = writer.AddAsync(_waiting, sender, giveUp.Token).AsTask();
        while (writer.Failure is null)
        {
            if (await Task.WhenAny(adding, Task.Delay(LookEvery, time, CancellationToken.None)) == adding)
            {
                return await adding;
            }
        }

        await giveUp.CancelAsync();
        await Task.WhenAny(adding);
        throw Unavailable();
    }

    private HistoryUnavailableException Unavailable() => new(writer.Failure ?? "The history did not take all snapshots in time.");
}
