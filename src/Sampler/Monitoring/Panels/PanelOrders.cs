namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// How densely the panels of all processes of a session follow memory that may be the same: as densely as the one that
/// does so most. Then a page that several of them map is followed in all of them, or in none, and the youngest access is known.
/// </summary>
internal sealed class PanelOrders
{
    private Dictionary<ulong, int> _known = [];
    private Dictionary<ulong, int> _next = [];

    /// <summary>The order for a mapping: the lowest of those wished in the last round for what begins where it does, in its file or, after a fork, in memory.</summary>
    public int Finest(PanelArea area, int wished)
    {
        var key = PanelDrawing.Mix(area.File == 0 ? area.Range.Start : area.File + area.FilePage);
        _next[key] = Math.Min(wished, _next.GetValueOrDefault(key, wished));
        return Math.Min(wished, _known.GetValueOrDefault(key, wished));
    }

    /// <summary>A round over all processes has ended.</summary>
    public void Turn()
    {
        (_known, _next) = (_next, _known);
        _next.Clear();
    }
}
