using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Tests.History.Chunks;

/// <summary>Snapshots as a sampler takes them: most regions are as they were in the one before, some are split, merged, or have changed.</summary>
internal sealed class ChunkSamples(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<(ulong Start, ulong End, int Nr, int Age, long SinceUs)> _regions = [];
    private long _cpuUs;

    /// <summary>The next snapshot of a target.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="seq">Its number.</param>
    /// <param name="startUs">Its start, Unix microseconds.</param>
    public StoredSnapshot Next(long session, int target, long seq, long startUs)
    {
        Change(startUs);
        var detailed = _random.Next(4) > 0;
        var count = _regions.Count;
        _cpuUs += _random.Next(2_000);
        var snapshot = new Snapshot
        {
            Target = target,
            Seq = seq,
            StartUs = startUs,
            EndUs = startUs + 90_000 + _random.Next(10_000),
            MaxNrAccesses = 20,
            SamplingIntervalUs = _random.Next(10) == 0 ? 10_000 : 5_000,
            ResidentBytes = _random.Next(5) == 0 ? null : _random.NextInt64(1L << 40),
            SamplerCpuUs = _cpuUs,
            MissedTicks = _random.Next(3),
            Regions = [.. _regions.Select(one => new RegionSample(one.Start, one.End, one.Nr, one.Age))],
            Unknown = _random.Next(2) == 0 ? null : [.. Enumerable.Range(0, count).Select(_ => _random.Next(3))],
            Samples = detailed ? [.. Enumerable.Range(0, count).Select(_ => _random.Next(300))] : null,
            Touched = detailed ? [.. Enumerable.Range(0, count).Select(_ => _random.Next(5) == 0 ? (double?)null : _random.NextDouble())] : null,
            TouchedError = detailed ? [.. Enumerable.Range(0, count).Select(_ => _random.Next(5) == 0 ? (double?)null : _random.NextDouble())] : null,
            SinceUs = detailed ? [.. _regions.Select(static one => one.SinceUs)] : null,
        };
        return StoredSnapshot.Of(session, snapshot);
    }

    private void Change(long startUs)
    {
        for (var i = 0; i < _regions.Count; i++)
        {
            var one = _regions[i];
            _regions[i] = _random.Next(6) == 0
                ? (one.Start, one.End, _random.Next(21), 0, startUs - _random.Next(3))
                : one with { Age = one.Age + 1 };
        }

        if (_regions.Count == 0 || _random.Next(3) == 0)
        {
            var start = _regions.Count == 0 ? (ulong)_random.Next(1_000) << 12 : _regions[^1].End + ((ulong)_random.Next(2) << 20);
            _regions.Add((start, start + ((ulong)_random.Next(1, 5_000) << (_random.Next(9) == 0 ? 3 : 12)), 0, 0, startUs));
        }

        if (_regions.Count > 8 || _random.Next(5) == 0)
        {
            _regions.RemoveAt(_random.Next(_regions.Count));
        }
    }
}
