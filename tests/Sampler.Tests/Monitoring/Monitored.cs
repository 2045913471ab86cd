using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>A loop on made-up processes; nothing of it takes time.</summary>
internal sealed class Monitored
{
    private readonly MonitoringContext _context;

    public Monitored(MonitoringAttributes attributes, params FakeTargetOperations[] targets)
        : this(attributes, waits: false, targets)
    {
    }

    public Monitored(MonitoringAttributes attributes, bool waits, params FakeTargetOperations[] targets)
    {
        _context = new MonitoringContext(attributes, new Xoshiro256(42), Sink);
        for (var i = 0; i < targets.Length; i++)
        {
            _context.Add(new Target(i, targets[i]));
        }

        Loop = new MonitoringLoop(new KernelPlan(_context, Clock), Operations, Sink, Clock, waits ? attributes : null);
    }

    public FakeClock Clock { get; } = new();

    public RecordingSink Sink { get; } = new();

    public FakeOperations Operations { get; } = new();

    public MonitoringLoop Loop { get; }

    public MonitoringAttributes Attributes => _context.Attributes;

    /// <summary>Three areas with sizes in pages and gaps between.</summary>
    public static FakeTargetOperations Process(Func<ulong, AccessAnswer> rule, params ulong[] pages)
    {
        var ranges = new AddressRange[pages.Length];
        for (var i = 0; i < pages.Length; i++)
        {
            var start = (ulong)(i + 1) << 36;
            ranges[i] = new AddressRange(start, start + (pages[i] * Pages.Size));
        }

        return new FakeTargetOperations { Ranges = ranges, Rule = rule };
    }

    /// <summary>Runs for so many ticks.</summary>
    public MonitoringEnd Run(int ticks)
    {
        var before = Clock.Reached;
        Clock.Reached = tick =>
        {
            before(tick);
            if (tick == ticks)
            {
                Loop.Stop();
            }
        };
        return Loop.Run();
    }
}
