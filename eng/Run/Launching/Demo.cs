using Damon.Contracts.Rest;
using Damon.Run.Accounts;
using Damon.Run.Machine;
using Damon.Run.Processes;

namespace Damon.Run.Launching;

/// <summary>The workload whose hot memory moves.</summary>
internal static class Demo
{
    /// <summary>What its recording is called.</summary>
    public const string Name = "Demo: hot memory that moves";

    /// <summary>More than usual: all of its memory is hot in turn, every few seconds, and it is there to be looked at.</summary>
    public static readonly BudgetRequest Budget = new() { SamplerPercent = 4, TargetPercent = 0 };

    private const string ReadyMark = "ready";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // .NET and the C library reserve hundreds of gigabytes of addresses if they may, and the picture would be of those.
    private static readonly Dictionary<string, string> SmallAddressSpace = new()
    {
        ["DOTNET_GCHeapHardLimit"] = "0x1000000",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["MALLOC_ARENA_MAX"] = "1",
    };

    /// <summary>Starts it; it says in its log when all its memory is there.</summary>
    public static async Task<GuardedProcess> StartAsync(RunContext run, CancellationToken cancellationToken)
    {
        var log = run.LogOf("demo");
        // An earlier run's log says that, too.
        await File.WriteAllTextAsync(log, "", cancellationToken);
        var demo = run.Processes.Start(new GuardedCommand(Part.Workload, [.. await PrefixAsync(run), run.Layout.DotNet, run.Layout.Sampler, "demo"])
        {
            Log = log,
            Variables = SmallAddressSpace,
        });
        while (demo.Runs && !(await File.ReadAllTextAsync(log, cancellationToken)).Contains(ReadyMark, StringComparison.Ordinal))
        {
            await Task.Delay(Pause, run.Time, cancellationToken);
        }

        return demo;
    }

    private static async Task<IReadOnlyList<string>> PrefixAsync(RunContext run) =>
        run.Caller.IsRoot && await Tool.StatusAsync([.. Account.Demo.Prefix, "test", "-r", run.Layout.Sampler]) == 0 ? Account.Demo.Prefix : [];

}
