using Damon.Contracts.Monitoring;

namespace Damon.Benchmarks.Storing;

/// <summary>
/// Snapshots as a long recording has them, made quickly: borders that move a little each time, 200 to 1,000 regions, memory
/// that is cold, memory that is used at random, and a hot part that wanders.
/// </summary>
internal sealed class SyntheticDay
{
    private const long IntervalUs = 100_000;
    private const ulong Page = 4_096;
    private const int MaxNr = 20;
    private const double HotSeconds = 600;
    private const int Pieces = 50;

    // A heap, a cache and stacks far above them: pages.
    private static readonly (ulong Start, ulong Pages, double Busy)[] Mappings =
    [
        (0x5600_0000_0000 / Page, 65_536, 0.3), (0x7f00_0000_0000 / Page, 786_432, 0.1), (0x7fff_0000_0000 / Page, 1_024, 0.6),
    ];

    private readonly Random _random = new(7);
    private readonly long _startUs;
    private readonly int _fewest;
    private readonly int _most;
    private List<Part> _parts = [];

    /// <summary>Begins at a time.</summary>
    /// <param name="startUs">The time, Unix microseconds.</param>
    /// <param name="fewest">Regions when they are fewest.</param>
    /// <param name="most">Regions when they are most.</param>
    public SyntheticDay(long startUs, int fewest = 200, int most = 1_000)
    {
        (_startUs, _fewest, _most) = (startUs, fewest, most);
        foreach (var (start, pages, _) in Mappings)
        {
            _parts.AddRange(Enumerable.Range(0, Pieces).Select(i => new Part(start + (pages * (ulong)i / Pieces), start + (pages * (ulong)(i + 1) / Pieces), 0, 0)));
        }
    }

    /// <summary>The next snapshot.</summary>
    /// <param name="seq">Its number.</param>
    public Snapshot Next(long seq)
    {
        var seconds = seq * IntervalUs / 1e6;
        var wanted = _fewest + (int)((_most - _fewest) * (0.5 + (0.5 * Math.Sin(seconds / 900))));
        var parts = new List<Part>(_parts.Count + 64);
        var mayMerge = _parts.Count > wanted;
        var maySplit = _parts.Count < wanted;
        foreach (var part in _parts)
        {
            if (mayMerge && parts.Count > 0 && parts[^1].End == part.Start && Math.Abs(parts[^1].Nr - part.Nr) < 2 && _random.Next(12) == 0)
            {
                parts[^1] = parts[^1] with { End = part.End };
            }
            else if (maySplit && part.End - part.Start > 16 && _random.Next(8) == 0)
            {
                var middle = part.Start + 1 + (ulong)_random.NextInt64((long)(part.End - part.Start - 1));
                parts.Add(part with { End = middle });
                parts.Add(part with { Start = middle });
            }
            else
            {
                parts.Add(part);
            }
        }

        var (touched, errors, samples) = (new double?[parts.Count], new double?[parts.Count], new int[parts.Count]);
        var (regions, since) = (new RegionSample[parts.Count], new long[parts.Count]);
        var startUs = _startUs + (seq * IntervalUs);
        for (var i = 0; i < parts.Count; i++)
        {
            var rate = Rate(parts[i], seconds);
            var nr = Binomial(rate);
            var age = Math.Abs(nr - parts[i].Nr) > 2 ? 0 : parts[i].Age + 1;
            parts[i] = parts[i] with { Nr = nr, Age = age };
            regions[i] = new RegionSample(parts[i].Start * Page, parts[i].End * Page, nr, age);
            since[i] = startUs - (age * IntervalUs);
            samples[i] = 1 + (nr & 3);
            touched[i] = rate == 0 ? 0 : Math.Min(1, Math.Round(rate * 3, 2));
            errors[i] = rate == 0 ? 0 : 0.05;
        }

        _parts = parts;
        return new Snapshot
        {
            Seq = seq,
            StartUs = startUs,
            EndUs = startUs + IntervalUs,
            MaxNrAccesses = MaxNr,
            SamplingIntervalUs = IntervalUs / MaxNr,
            Regions = regions,
            Samples = samples,
            Touched = touched,
            TouchedError = errors,
            SinceUs = since,
            ResidentBytes = (long)(Page * 500_000) + (seq % 100 * (long)Page),
            SamplerCpuUs = seq * 700,
        };
    }

    private static double Rate(Part part, double seconds)
    {
        var (start, pages, busy) = Array.Find(Mappings, one => part.Start >= one.Start && part.Start < one.Start + one.Pages);
        var at = (part.Start - start) / (double)pages;
        var hot = seconds / HotSeconds % 1;
        return Math.Abs(at - hot) < 0.05 ? 0.9 : at < busy ? 0.15 : 0;
    }

    private int Binomial(double rate)
    {
        var found = 0;
        for (var i = 0; rate > 0 && i < MaxNr; i++)
        {
            found += _random.NextDouble() < rate ? 1 : 0;
        }

        return found;
    }

    // Pages, and what was found last.
    private readonly record struct Part(ulong Start, ulong End, int Nr, int Age);
}
