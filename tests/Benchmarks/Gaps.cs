using System.Diagnostics;
using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Sampler.Operations.Ranges;

namespace Damon.Benchmarks;

/// <summary>Finding the two biggest gaps by asking for single addresses, against walking the text of all mappings.</summary>
internal static class Gaps
{
    private const int Rounds = 31;

    public static void Run(string[] arguments)
    {
        var table = new Table("mappings", "asking us", "questions", "text us", "times faster", "ratio to 1,000");
        var base1000 = double.NaN;
        foreach (var count in new[] { 100, 1_000, 10_000, 60_000 })
        {
            using var workload = Workload.Run("mappings", count.ToString(CultureInfo.InvariantCulture));
            var asking = new MappingGapFinder("/proc");
            var text = new TextGapFinder("/proc");
            var (first, second) = (new AddressRange[3], new AddressRange[3]);
            var (askingTimes, textTimes) = (new List<double>(), new List<double>());
            // One after the other: megabytes of text between two searches would empty the caches that the search is measured with.
            for (var round = 0; round < Rounds; round++)
            {
                askingTimes.Add(Time(asking, workload.Pid, first));
            }

            for (var round = 0; round < Rounds; round++)
            {
                textTimes.Add(Time(text, workload.Pid, second));
            }

            if (!first.SequenceEqual(second))
            {
                throw new InvalidOperationException($"The two ways disagree at {count} mappings.");
            }

            var (ask, walk) = (Statistics.Median(askingTimes), Statistics.Median(textTimes));
            base1000 = count == 1_000 ? ask : base1000;
            table.Row(File.ReadLines($"/proc/{workload.Pid}/maps").Count(), ask, asking.Probes, walk, walk / ask, ask / base1000);
        }
    }

    private static double Time(IMappingGapFinder finder, int pid, AddressRange[] ranges)
    {
        var start = Stopwatch.GetTimestamp();
        finder.FindRanges(pid, ranges);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }
}
