using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Panels;

/// <summary>A panel over a process that is not there, stepped twice a second of a clock that is not there.</summary>
internal sealed class PanelRun
{
    public const long Second = 1_000_000_000;

    private readonly List<MonitoredArea> _areas = [];

    public PanelRun(int pages, ulong seed = 1, SimulatedClock? clock = null, PanelOrders? orders = null)
    {
        Orders = orders ?? new PanelOrders();
        Clock = clock ?? new SimulatedClock();
        Process = new SimulatedProcess(Clock, pages);
        Panel = new Panel(Process, seed, Orders);
    }

    public SimulatedClock Clock { get; }

    public SimulatedProcess Process { get; }

    public Panel Panel { get; }

    public PanelOrders Orders { get; }

    public int Pages { get; set; } = 2_048;

    /// <summary>Clears a second that it may take.</summary>
    public double ClearsPerSecond { get; set; } = double.PositiveInfinity;

    public long NowNs => Clock.NowNs;

    public PanelRun Run(double seconds)
    {
        for (var step = 0; step < seconds * 2; step++)
        {
            Step(update: step % 2 == 0);
            Clock.NowNs += Second / 2;
        }

        return this;
    }

    /// <summary>What is done twice a second; the clock stands still.</summary>
    public void Step(bool update)
    {
        if (update)
        {
            _areas.Clear();
            Process.ReadAreas(_areas);
            Panel.Update(_areas, Pages, NowNs);
            Panel.Fit(ClearsPerSecond, 1);
        }

        Panel.Look(NowNs);
        Panel.MakeOld(NowNs, ClearsPerSecond / 2);
    }

    public PanelPiece[] Tell()
    {
        Panel.LookAtAll(NowNs);
        return Panel.Tell(NowNs);
    }

    public IdleFigures Idle() => IdleFigures.Of(Tell());

    /// <summary>Pages by the groups of idle memory.</summary>
    public int[] Groups() => [.. Idle().Bytes.Select(static bytes => (int)Math.Round(bytes / 4_096))];

    public NeededFigures Needed() => NeededFigures.Of(Tell(), Panel.WatchedNs(NowNs) / 1_000);
}
