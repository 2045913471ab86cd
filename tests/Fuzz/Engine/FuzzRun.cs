using System.Diagnostics;
using System.Globalization;

namespace Damon.Fuzz.Engine;

/// <summary>Gives a target its corpus as it is, and then inputs made of it. The same seed gives the same inputs.</summary>
/// <param name="target">The target.</param>
/// <param name="corpus">What it begins with.</param>
/// <param name="seed">The seed.</param>
/// <param name="bounds">What one input may take.</param>
internal sealed class FuzzRun(IFuzzTarget target, IReadOnlyList<byte[]> corpus, int seed, FuzzBounds bounds)
{
    private const int MostKept = 2_000;

    private readonly Mutator _mutator = new(seed, target.Words);
    private readonly List<byte[]> _pool = [.. corpus.DefaultIfEmpty([])];
    private readonly HashSet<string> _ways = [];
    private readonly Dictionary<string, FuzzFault> _faults = [];
    private readonly Stopwatch _watch = new();
    private byte[]? _current;

    /// <summary>Inputs so far.</summary>
    public long Inputs { get; private set; }

    /// <summary>Ways in which reading has ended.</summary>
    public int Ways => _ways.Count;

    /// <summary>Faults, each once.</summary>
    public IReadOnlyCollection<FuzzFault> Faults => _faults.Values;

    /// <summary>Told each input before it is read: what ends the program is known then.</summary>
    public Action<byte[]>? Before { get; set; }

    /// <summary>Goes on until told to end.</summary>
    /// <param name="goesOn">Asked before each input that is made.</param>
    public void Run(Func<FuzzRun, bool> goesOn)
    {
        using var ended = new ManualResetEventSlim();
        Exception? broken = null;
        var reading = new Thread(Work) { IsBackground = true, Name = target.Name };
        reading.Start();

        // What never ends is found from outside; its thread cannot be ended.
        while (!ended.Wait(TimeSpan.FromMilliseconds(200)))
        {
            if (_current is { } input && _watch.Elapsed > bounds.Longest * 3)
            {
                _faults["endless"] = new FuzzFault(input, string.Create(CultureInfo.InvariantCulture, $"it was still not read after {_watch.Elapsed.TotalSeconds:0} s"), "endless");
                return;
            }
        }

        if (broken is not null)
        {
            throw new InvalidOperationException($"The target {target.Name} itself failed.", broken);
        }

        void Work()
        {
            try
            {
                ReadAll(goesOn);
            }
            catch (Exception e)
            {
                broken = e;
            }
            finally
            {
                ended.Set();
            }
        }
    }

    private void ReadAll(Func<FuzzRun, bool> goesOn)
    {
        foreach (var input in corpus)
        {
            Read(input);
        }

        while (goesOn(this))
        {
            Read(_mutator.Change(_mutator.Choose(_pool), _pool));
        }
    }

    private void Read(byte[] input)
    {
        Inputs++;
        Before?.Invoke(input);
        _watch.Restart();
        _current = input;
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            if (_ways.Add(target.Read([.. input])) && _pool.Count < MostKept)
            {
                _pool.Add(input);
            }
        }
        catch (Exception e)
        {
            Add(input, e.ToString(), Key(e));
        }

        var (allocated, elapsed) = (GC.GetAllocatedBytesForCurrentThread() - before, _watch.Elapsed);
        _current = null;
        if (allocated > bounds.MostBytes)
        {
            Add(input, string.Create(CultureInfo.InvariantCulture, $"it took {allocated >> 20} MiB of memory"), "memory");
        }

        if (elapsed > bounds.Longest)
        {
            Add(input, string.Create(CultureInfo.InvariantCulture, $"it took {elapsed.TotalSeconds:0.0} s"), "time");
        }
    }

    private void Add(byte[] input, string what, string key)
    {
        // The shortest tells most.
        if (!_faults.TryGetValue(key, out var known) || known.Input.Length > input.Length)
        {
            _faults[key] = new FuzzFault(input, what, key);
        }
    }

    private static string Key(Exception e)
        => e.GetType().Name + (e.StackTrace?.Split('\n').FirstOrDefault(static line => line.Contains("Damon.", StringComparison.Ordinal))?.Trim() ?? "");
}
