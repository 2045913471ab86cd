using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>
/// What the tests of the pages look at, made once: a recording of two processes in many regions, a recording whose
/// beginning was lost, and a session that runs.
/// </summary>
public sealed class BrowserStack(BrowserFixture browser) : PagesStack(browser)
{
    /// <summary>Idle memory is told of from ten seconds on.</summary>
    private const long RecordedUs = 13_000_000;

    private readonly List<Workload> _workloads = [];

    /// <summary>In the command line of these tests' own workloads, and of no other process.</summary>
    internal static string WorkloadName { get; } = $"damon-pages-{Environment.ProcessId}";

    /// <summary>The first target of <see cref="Recorded"/>: 64 MiB, of which 16 are hot.</summary>
    internal Workload Hot => _workloads[0];

    /// <summary>The target of <see cref="Running"/>: 96 MiB, of which 24 are hot.</summary>
    internal Workload Watched => _workloads[2];

    /// <summary>Stopped; two targets, with at least 1500 regions together, gaps among them.</summary>
    internal SessionResource Recorded { get; private set; } = new();

    /// <summary>Stopped; of its first part nothing is stored, so that its first regions have an age.</summary>
    internal SessionResource Headless { get; private set; } = new();

    /// <summary>Runs as long as the tests do.</summary>
    internal SessionResource Running { get; private set; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _workloads.Add(Workload.RunNamed(WorkloadName, "hot", "64", "16", "16"));
        _workloads.Add(Workload.RunNamed(WorkloadName, "steps", "4", "16", "0.5", "4"));
        // Accessed as long as the tests run: just often enough for every check to see it.
        _workloads.Add(Workload.RunNamed(WorkloadName, "hot", "96", "32", "24", "3000"));
        var recorded = await Api.StartAsync(new CreateSessionRequest
        {
            Name = "Two processes",
            Targets = [.. _workloads.Take(2).Select(workload => new TargetRequest(workload.Pid))],
            Attributes = new AttributesRequest { MinRegions = 1500, MaxRegions = 3000, Plan = SamplingPlan.Kernel },
        });
        Headless = await BeheadedAsync(Watched.Pid);
        Running = await Api.StartAsync(new CreateSessionRequest { Name = "Goes on", Targets = [new TargetRequest(Watched.Pid)] });
        await Wait.UntilAsync("enough is recorded for memory to be idle", async () =>
            (await Api.SessionAsync(recorded.Id)) is { FirstUs: { } first, LastUs: { } last } && last - first >= RecordedUs);
        Recorded = await Api.StopAsync(recorded.Id);
        _workloads[..2].ForEach(workload => workload.Rest());
    }

    public override async ValueTask DisposeAsync()
    {
        _workloads.ForEach(workload => workload.Dispose());
        await base.DisposeAsync();
    }

    /// <summary>Another process to monitor; the caller ends it.</summary>
    internal static Workload Another() => Workload.RunNamed(WorkloadName, "hot", "32", "8", "8");

    // A recording whose first part is gone, as when its history was cut: its first regions are some snapshots old.
    private async Task<SessionResource> BeheadedAsync(int pid)
    {
        // A few seconds are to tell its working set: the usual budget would tell it less exactly.
        var ample = new AttributesRequest { Budget = new BudgetRequest { SamplerPercent = 4, TargetPercent = 0 } };
        var whole = await Api.StartAsync(new CreateSessionRequest { Name = "Begins late", Targets = [new TargetRequest(pid)], Attributes = ample });
        await Api.WaitForSnapshotsAsync(whole.Id, 30);

        // Before its end they are rows of their own.
        await Stack.KillServerAsync();
        await RecordingSurgery.RemoveBeginningAsync(Stack.Database, whole.Id, snapshots: 15);
        await Stack.StartServerAsync();
        await Stack.WaitForSamplerAsync();
        await Wait.UntilAsync("the session goes on", async () => (await Api.SessionAsync(whole.Id)).State == SessionState.Running);
        return await Api.StopAsync(whole.Id);
    }
}
