using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Sessions;
using Damon.Sampler.Sources;
using Damon.Sampler.Tests.Monitoring;
using Damon.Sampler.Tests.Procfs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>A sampler with a made-up /proc and made-up access checks; only time is real.</summary>
internal sealed class SamplerFixture : IDisposable
{
    public SamplerFixture(ISessionOutput? output = null, params ISourceProvider[] others)
    {
        Output = output as RecordingOutput ?? new RecordingOutput();
        Costs = new HostCosts(() => Measure());
        Catalog = new OperationsCatalog([Provider, .. others]);
        Manager = new SessionManager(
            Catalog,
            new SessionServices(
                Proc.Table(),
                output ?? Output,
                TimeProvider.System,
                NullLogger<SamplerSession>.Instance,
                MostSessions),
            Costs,
            NullLogger<SessionManager>.Instance);
    }

    /// <summary>Most sessions at a time.</summary>
    public const int MostSessions = 3;

    /// <summary>What a measurement of the costs finds.</summary>
    public Func<SamplerCost> Measure { get; set; } = () => new SamplerCost { AdviceUs = 1, MeasuredAt = DateTimeOffset.UnixEpoch };

    public HostCosts Costs { get; }

    public ProcRoot Proc { get; } = new();

    public FakeProvider Provider { get; } = new();

    public RecordingOutput Output { get; }

    public OperationsCatalog Catalog { get; }

    public SessionManager Manager { get; }

    /// <summary>A process that exists in /proc and can be sampled.</summary>
    public FakeTargetOperations AddProcess(int pid, string name = "work")
    {
        Proc.Add(pid, name);
        Proc.Write($"{pid}/statm", "1000 250 30 4 0 5 0\n");
        return Provider.Operations.Processes[pid] = Monitored.Process(static _ => AccessAnswer.Accessed, 10, 100, 10);
    }

    public static StartSession Order(string id, params int[] pids) => new()
    {
        SessionId = id,
        Operations = OperationsKind.Auto,
        Targets = Array.ConvertAll(pids, pid => new StartTarget(pid, null)),
        Attributes = new MonitoringAttributes { SamplingIntervalUs = 1_000, AggregationIntervalUs = 5_000, UpdateIntervalUs = 10_000 },
    };

    public void Dispose()
    {
        Manager.EndAllAsync("The test is over.").GetAwaiter().GetResult();
        Manager.Dispose();
        Proc.Dispose();
    }
}
