namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>How short of memory the host is.</summary>
public interface IMemoryPressure
{
    /// <summary>Share of the last ten seconds in which some task waited for memory, in %; null where the kernel does not tell.</summary>
    double? SomePercent();
}
