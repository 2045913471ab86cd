using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>The lens of a session, when one is open: looks and sweeps as the budget allows. Used by the monitoring thread.</summary>
internal sealed class LensRounds(SessionAccounts accounts, LiveTargets<AdaptiveTarget> live, IMonitoringClock clock, Func<MonitoringBudget> budget)
{
    /// <summary>Time that sweeping may take between two intervals, or a part of the interval where that is more.</summary>
    private const long StepNs = 4_000_000;

    private const double PartOfInterval = 0.01;

    /// <summary>Pages made old in one go.</summary>
    private const int MostPages = 8_192;

    private const string NoneOpen = "No lens is open in this session; POST /api/v1/sessions/{id}/lens opens one.";
    private const long NsPerUs = 1_000;

    private Lens? _lens;
    private LensPace _pace = new();
    private long _sinceUs;
    private long _lookedUs;
    private string _whyNone = NoneOpen;

    /// <summary>Begins to follow a range.</summary>
    /// <param name="index">Number of the target.</param>
    /// <param name="range">Page aligned.</param>
    /// <exception cref="LensException">It can't be followed.</exception>
    public LensView Open(int index, AddressRange range)
    {
        if (Current() is { } open)
        {
            throw new LensException(LensProblem.AlreadyOpen,
                $"A lens is open in this session already, on target {open.Target.Index} from 0x{open.Range.Start:x} to 0x{open.Range.End:x}; DELETE it first.");
        }

        var target = live.All.Find(one => one.Index == index)
            ?? throw new LensException(LensProblem.NoSuchTarget, $"The session monitors no target {index}, or it has ended; GET the session to see its targets.");
        var operations = target.Ranges
            ?? throw new LensException(LensProblem.Unavailable, "These operations can't look at every page of a range: use the operations pageTable.");
        var now = clock.NowNs;
        (_lens, _pace, _whyNone) = (new Lens(target, range, operations, now), new LensPace(), NoneOpen);
        _sinceUs = _lookedUs = clock.UnixUs;
        target.Lens = _lens;
        Earn(now);
        Look(_lens, now);
        _pace.Plan(_lens.Accessed);
        return View(_lens);
    }

    /// <summary>The lens that is open.</summary>
    /// <exception cref="LensException">None is.</exception>
    public LensView Show() => View(Require());

    /// <summary>Ends it; tells what it was.</summary>
    /// <exception cref="LensException">None is open.</exception>
    public LensView Close()
    {
        var view = View(Require());
        Drop(NoneOpen);
        return view;
    }

    /// <summary>Tells of its pages.</summary>
    /// <param name="wanted">Which of them; what lies outside its range is left out.</param>
    /// <exception cref="LensException">None is open.</exception>
    public LensAges Read(AddressRange wanted)
    {
        var lens = Require();
        var start = Math.Clamp(wanted.Start, lens.Range.Start, lens.Range.End);
        var part = new AddressRange(start, Math.Clamp(wanted.End, start, lens.Range.End));
        return new LensAges(part, _lookedUs, lens.Tell(part));
    }

    /// <summary>An aggregation interval has ended.</summary>
    /// <param name="intervalNs">How long it should have been, nanoseconds.</param>
    public void Step(double intervalNs)
    {
        if (Current() is { } lens)
        {
            live.For(lens.Target, static (_, step) => step.Mine.Step(step.Lens, step.IntervalNs), (Mine: this, Lens: lens, IntervalNs: intervalNs));
        }
    }

    private void Step(Lens lens, double intervalNs)
    {
        var now = clock.NowNs;
        Earn(now);
        var begins = !lens.IsSweeping && _pace.IsSweepDue(now);
        if (begins || now - lens.LookedNs >= _pace.LookEveryNs)
        {
            Look(lens, now);
        }

        if (begins)
        {
            _pace.BeginSweep(now);
            lens.BeginSweep();
        }

        var end = now + Math.Max(StepNs, PartOfInterval * intervalNs);
        while (lens.IsSweeping && _pace.Clears is > 0 and var clears && clock.NowNs < end)
        {
            Sweep(lens, Math.Min(clears, MostPages));
        }
    }

    private void Earn(long nowNs)
    {
        var target = _lens!.Target;
        var percent = budget().TargetPercent;
        _pace.Earn(nowNs, new LensMeans(
            accounts.AllowedPercent(budget()) * accounts.Remaining,
            percent <= 0 ? double.PositiveInfinity : percent * target.Credit.Running,
            target.Credit.AccessNs(accounts.Costs)));
    }

    private void Look(Lens lens, long nowNs)
    {
        var (before, nowUs) = (clock.CpuNs, clock.UnixUs);
        var found = lens.Look(nowNs);
        var cpuNs = clock.CpuNs - before;
        _lookedUs = lens.LookedNs == nowNs ? nowUs : _lookedUs;
        _pace.Looked(found, cpuNs);
        accounts.SpendOnLens(lens.Target, cpuNs, advices: 0, accesses: found);
    }

    private void Sweep(Lens lens, int most)
    {
        var before = clock.CpuNs;
        var spent = lens.Sweep(clock.NowNs, most);
        var cpuNs = clock.CpuNs - before;
        _pace.Cleared(spent.Pages, cpuNs, spent.Advices * lens.Target.Credit.FlushNs(accounts.Costs));
        accounts.SpendOnLens(lens.Target, cpuNs, spent.Advices, accesses: 0);
    }

    private LensView View(Lens lens)
        => new(lens.Target.Index, lens.Range, _sinceUs, (long)(_pace.ToldSweepNs(lens.IsSweeping) / NsPerUs));

    private Lens Require() => Current() ?? throw new LensException(LensProblem.NotOpen, _whyNone);

    // It ends with its target.
    private Lens? Current()
    {
        if (_lens is { } lens && !live.All.Contains(lens.Target))
        {
            Drop($"The lens has ended with target {lens.Target.Index}, which it was on.");
        }

        return _lens;
    }

    private void Drop(string whyNone)
    {
        if (_lens is not null)
        {
            _lens.Target.Lens = null;
        }

        (_lens, _whyNone) = (null, whyNone);
    }
}
