using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Joins areas over small holes: those that touch always, and the nearest ones where there are too many.</summary>
internal sealed class AreaJoining
{
    private readonly List<ulong> _holes = [];

    /// <summary>Joins in place.</summary>
    /// <param name="areas">In address order.</param>
    /// <param name="most">Most areas to leave; at least 1.</param>
    public void Join(List<MonitoredArea> areas, int most)
    {
        Join(areas, (left, right) => left.Range.End == right.Range.Start && left.IsShared == right.IsShared);
        if (areas.Count <= most)
        {
            return;
        }

        _holes.Clear();
        for (var i = 1; i < areas.Count; i++)
        {
            _holes.Add(areas[i].Range.Start - areas[i - 1].Range.End);
        }

        _holes.Sort();
        var largest = _holes[areas.Count - most - 1];
        Join(areas, (left, right) => right.Range.Start - left.Range.End <= largest);
    }

    private static void Join(List<MonitoredArea> areas, Func<MonitoredArea, MonitoredArea, bool> together)
    {
        var last = 0;
        for (var i = 1; i < areas.Count; i++)
        {
            var (left, right) = (areas[last], areas[i]);
            if (together(left, right))
            {
                areas[last] = new MonitoredArea(new AddressRange(left.Range.Start, right.Range.End), left.IsShared || right.IsShared);
            }
            else
            {
                areas[++last] = right;
            }
        }

        areas.RemoveRange(Math.Min(areas.Count, last + 1), Math.Max(0, areas.Count - last - 1));
    }
}
