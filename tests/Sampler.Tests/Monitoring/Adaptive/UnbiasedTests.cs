using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

/// <summary>
/// What is said of simulated processes is right on the average: over 1,000 runs the mean error is within three standard
/// errors of zero, whatever is accessed how, and whatever may be spent.
/// </summary>
public sealed class UnbiasedTests
{
    private const int Runs = 1_000;
    private const int PageCount = 384;
    private const long Ms = 1_000_000;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var pattern in (string[])["sparse", "halves", "interleaved", "on and off", "periodic", "scan"])
            {
                cases.Add(pattern, "ample");
                cases.Add(pattern, "tight");
                cases.Add(pattern, "taken by wake-ups");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Estimates_OverManyRuns_AreRightOnTheAverage(string pattern, string budget)
    {
        var (rates, touched) = (new List<double>(), new List<double>());
        Parallel.For(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, run =>
        {
            var (rate, share) = Error(pattern, budget, (ulong)run + 1);
            lock (rates)
            {
                rates.Add(rate);
                touched.Add(share);
            }
        });

        AssertAroundZero(touched, "touched");
        AssertAroundZero(rates, "nr_accesses");
    }

    private static void AssertAroundZero(List<double> errors, string what)
    {
        var mean = errors.Average();
        var deviation = Math.Sqrt(errors.Sum(error => (error - mean) * (error - mean)) / (errors.Count - 1));
        var standardError = deviation / Math.Sqrt(errors.Count);
        Assert.True(deviation > 0, $"The errors of {what} do not vary: nothing was estimated.");
        Assert.True(Math.Abs(mean) <= 3 * standardError, $"Mean error of {what}: {mean:0.00000}, standard error {standardError:0.00000}.");
    }

    // Mean error of one run, as shares of all memory that was sampled.
    private static (double Rate, double Touched) Error(string pattern, string kind, ulong seed)
    {
        var percent = kind switch
        {
            "tight" => 0.2,
            "taken by wake-ups" => 1,
            _ => 0,
        };
        var budget = new MonitoringBudget { SamplerPercent = percent, TargetPercent = 0 };
        var simulation = new Simulation(new MonitoringAttributes { MaxRegions = 60, Budget = budget }, PageCount, seed);
        simulation.Process.ClearNs = percent > 0 ? 20_000 : 0;
        simulation.Clock.WakeNs = kind == "taken by wake-ups" ? 250_000 : 0;
        simulation.Process.Rule = Rule(pattern, seed);
        var (rate, touched, count) = (0.0, 0.0, 0);
        simulation.OnSnapshot = (in SnapshotView snapshot) =>
        {
            var (one, other, size) = (0.0, 0.0, 0.0);
            foreach (ref readonly var region in snapshot.Regions)
            {
                if (region.Samples > 0 && region.NrUnknown == 0)
                {
                    var (trueRate, trueTouched) = Truth(simulation.Process, region, snapshot.StartUs * 1_000, snapshot.EndUs * 1_000, snapshot.MaxNrAccesses);
                    one += region.Size * ((region.NrAccesses / (double)snapshot.MaxNrAccesses) - trueRate);
                    other += region.Size * (region.Touched - trueTouched);
                    size += region.Size;
                }
            }

            if (size > 0)
            {
                rate += one / simulation.Process.Range.Size;
                touched += other / simulation.Process.Range.Size;
                count++;
            }
        };
        simulation.Run(2.05);
        return (rate / Math.Max(1, count), touched / Math.Max(1, count));
    }

    private static (double Rate, double Touched) Truth(SimulatedProcess process, in Sampler.Monitoring.Regions.Region region, long fromNs, long toNs, int ticks)
    {
        var (first, last) = Simulation.PagesOf(region);
        var (hits, touched) = (0, 0);
        var tick = (toNs - fromNs) / ticks;
        for (var page = first; page < last; page++)
        {
            var any = process.Rule(page, fromNs, toNs);
            touched += any ? 1 : 0;
            for (var i = 0; any && i < ticks; i++)
            {
                hits += process.Rule(page, fromNs + (i * tick), fromNs + ((i + 1) * tick)) ? 1 : 0;
            }
        }

        double pages = last - first;
        return (hits / pages / ticks, touched / pages);
    }

    private static Func<int, long, long, bool> Rule(string pattern, ulong seed)
    {
        var (onAndOff, periodic, scan) = (Shift(seed, 1, 700), Shift(seed, 2, 100), Shift(seed, 3, 500));
        return pattern switch
        {
            // Each page at random moments, every 1.2 s on the average.
            "sparse" => Sparse(seed, 1_200 * Ms),
            "halves" => (page, _, _) => page < PageCount / 2,
            // A tenth of the pages, all over the memory: no region can tell them apart.
            "interleaved" => (page, from, to) => from != to && SimulatedProcess.Hash(seed, page, 0) % 10 == 0,
            "on and off" => (page, from, to) => page is >= 100 and < 200 && Within(from + onAndOff, to - from, 700 * Ms, 350 * Ms),
            // 30 of every 100 ms, as long as an aggregation interval.
            "periodic" => (page, from, to) => page < 150 && Within(from + periodic, to - from, 100 * Ms, 30 * Ms),
            // From end to end in 500 ms, again and again.
            "scan" => (page, from, to) => Within(from + scan - (page * (500 * Ms / PageCount)), to - from, 500 * Ms, 500 * Ms / PageCount),
            _ => throw new ArgumentException(pattern),
        };
    }

    // Where in its period a rule begins, another place in every run.
    private static long Shift(ulong seed, long which, long periodMs) => (long)(SimulatedProcess.Hash(seed, 0, which) % (ulong)(periodMs * Ms));

    // Whether a time of some length meets the first part of a period.
    private static bool Within(long from, long length, long period, long part)
    {
        var phase = ((from % period) + period) % period;
        return length > 0 && (phase < part || phase + length > period);
    }

    // The waits between the accesses of a page are exponential.
    private static Func<int, long, long, bool> Sparse(ulong seed, long mean)
    {
        const long end = 4_000 * Ms;
        var random = new Xoshiro256(seed);
        var moments = new long[PageCount][];
        for (var page = 0; page < PageCount; page++)
        {
            var list = new List<long>();
            for (var at = 0.0; at < end; at -= mean * Math.Log((random.Below(1 << 30) + 1) / (double)(1 << 30)))
            {
                list.Add((long)at);
            }

            moments[page] = [.. list];
        }

        return (page, from, to) =>
        {
            var next = Array.BinarySearch(moments[page], from);
            next = next < 0 ? ~next : next;
            return next < moments[page].Length && moments[page][next] < to;
        };
    }
}
