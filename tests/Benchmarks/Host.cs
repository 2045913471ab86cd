using System.Globalization;
using Damon.Sampler.Configuration;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Operations.Ranges;

namespace Damon.Benchmarks;

/// <summary>This machine's page-table operations, loaded as the sampler loads them.</summary>
internal static class Host
{
    private const int Slots = 65_536;

    private static readonly Lazy<KernelLayout> Layout = new(() =>
    {
        using var program = PageTableProgram.Load(16, 1);
        return KernelLayoutFinder.Find(program, ProcessorFacts.Parse(File.ReadLines("/proc/cpuinfo")));
    });

    private static readonly Lazy<HostCosts> Measured = new(() =>
    {
        var costs = new HostCosts(new CostWorkload(TimeProvider.System, static () => null).Measure);
        var found = costs.MeasureAsync().GetAwaiter().GetResult();
        Console.WriteLine(string.Join('\n', CostTable.Lines(found)) + "\n");
        return costs;
    });

    /// <summary>What a session of its own has, with this machine's measured costs, as in the sampler.</summary>
    public static AdaptiveServices Services() => AdaptiveServices.Alone() with { Costs = () => Measured.Value.Steps };

    public static PageTableOperations Operations() => new(PageTableProgram.Load(Slots, 1), Layout.Value, "/proc");

    public static (PageTableProgram Program, KernelLayout Layout) Program() => (PageTableProgram.Load(Slots, 1), Layout.Value);

    public static ProcessIdentity Identity(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return new ProcessIdentity(pid, ulong.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture));
    }
}
