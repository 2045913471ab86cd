using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What a plan needs beside its targets.</summary>
/// <param name="Share">The session's part of the bound over all sessions.</param>
/// <param name="Costs">What single steps cost on this host, as it is known now.</param>
/// <param name="Pressure">Tells when the host is short of memory.</param>
internal sealed record AdaptiveServices(BudgetShare Share, Func<StepCosts> Costs, IMemoryPressure Pressure)
{
    /// <summary>Share of time in which some task waited for memory from which on clears are cut, in %.</summary>
    public const double ShortPercent = 5;

    /// <summary>Without other sessions, measured costs or a look at the host's memory.</summary>
    public static AdaptiveServices Alone() => new(new BudgetPool(0).Open(), static () => StepCosts.Careful, new Ease());

    /// <summary>The share of time at the last reading, in %.</summary>
    public double PressurePercent { get; private set; }

    /// <summary>Whether the host is short of memory: cleared pages are reclaimed earlier.</summary>
    public bool IsShortOfMemory => PressurePercent >= ShortPercent;

    /// <summary>Reads the pressure.</summary>
    public void ReadPressure() => PressurePercent = Pressure.SomePercent() ?? 0;

    private sealed class Ease : IMemoryPressure
    {
        public double? SomePercent() => null;
    }
}
