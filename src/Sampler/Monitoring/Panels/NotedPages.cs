using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>Page operations that tell which pages they made old had been accessed: who else follows them must not miss it.</summary>
/// <param name="inner">What it is done by.</param>
/// <param name="accessed">Is told the address.</param>
internal sealed class NotedPages(IPageOperations inner, Action<ulong> accessed) : IPageOperations
{
    /// <inheritdoc/>
    public int MostPages => inner.MostPages;

    /// <inheritdoc/>
    public long TargetCpuNs => inner.TargetCpuNs;

    /// <inheritdoc/>
    public string? Blindness => inner.Blindness;

    /// <inheritdoc/>
    public void ReadAreas(List<MonitoredArea> areas) => inner.ReadAreas(areas);

    /// <inheritdoc/>
    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights) => inner.Look(addresses, sights);

    /// <inheritdoc/>
    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights, Span<PagePlace> places) => inner.Look(addresses, sights, places);

    /// <inheritdoc/>
    public ISweepOperations? Sweeps => inner.Sweeps;

    /// <inheritdoc/>
    public int MakeOld(ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        var advices = inner.MakeOld(addresses, sights);
        for (var i = 0; i < addresses.Length; i++)
        {
            if (sights[i] == PageSight.MadeOld)
            {
                accessed(addresses[i]);
            }
        }

        return advices;
    }
}
