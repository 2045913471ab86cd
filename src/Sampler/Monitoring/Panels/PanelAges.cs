using System.Numerics;
using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Tells how long ago a page was accessed, as far as its looks tell. Ages shorter than a cycle are told by looks so long
/// after it was made old, whenever that was in the last cycle; longer ones by whole periods: of the borders between them,
/// the one nearest to the age counts, which is too early as often as too late.
/// </summary>
internal static class PanelAges
{
    private const double NsPerSecond = 1e9;

    /// <summary>
    /// A look may come so much early, nanoseconds: steps, as the clears, fall on the nearest end of an interval, so that one of
    /// 100 ms puts them up to half of it off, both ways.
    /// </summary>
    public const long ToleranceNs = 120_000_000;

    /// <summary>For so long nothing is told of a page that was not accessed since it was made old for the first time, nanoseconds.</summary>
    private const long NewNs = 5_000_000_000;

    /// <summary>The age of an index of <see cref="IdleScale.AgesS"/>, nanoseconds.</summary>
    public static long AgeNs(int age) => IdleScale.AgesS[age] * (long)NsPerSecond;

    /// <summary>Whether a look is due that tells of one more age than is known in the running period.</summary>
    public static bool IsLookDue(in PanelUnit unit, long nowNs, long cycleNs)
    {
        var next = BitOperations.TrailingZeroCount(~unit.Looked);
        return unit.ArmedNs != 0 && next < IdleScale.AgesS.Count && AgeNs(next) < cycleNs && nowNs + ToleranceNs >= unit.ArmedNs + AgeNs(next);
    }

    /// <summary>Notes a look: for every age reached since the page was made old, whether it was accessed within it.</summary>
    public static void Note(ref PanelUnit unit, long nowNs)
    {
        if (unit.ArmedNs == 0 || unit.IsUnknown)
        {
            return;
        }

        for (var age = BitOperations.TrailingZeroCount(~unit.Looked); age < IdleScale.AgesS.Count; age++)
        {
            var bit = (ushort)(1 << age);
            if (nowNs + ToleranceNs < unit.ArmedNs + AgeNs(age))
            {
                return;
            }

            // What was looked at much later than it should have been tells of a longer time.
            unit.Looked |= bit;
            if (nowNs - unit.ArmedNs <= AgeNs(age) + Math.Max(ToleranceNs, AgeNs(age) / 8))
            {
                unit.Known |= bit;
                unit.Within = (ushort)(unit.TouchedNs != 0 ? unit.Within | bit : unit.Within & ~bit);
            }
        }
    }

    /// <summary>The ages within which it was accessed.</summary>
    /// <param name="unit">A page that has just been looked at.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="cycleNs">The present cycle of the page.</param>
    public static PageAges Of(in PanelUnit unit, long nowNs, long cycleNs)
    {
        if (unit.IsUnknown || unit.ArmedNs == 0)
        {
            return PageAges.Unknown;
        }

        // One that has just come into the panel and was not accessed since may have been until then.
        if (unit.TouchedNs == 0 && unit.LastEndNs == 0 && nowNs - unit.FirstNs < NewNs)
        {
            return PageAges.Unknown;
        }

        var (within, missing) = (0, 0);
        for (var age = 0; age < IdleScale.AgesS.Count; age++)
        {
            within |= IsWithin(unit, age, nowNs, cycleNs) ? 1 << age : 0;
            missing |= IsMissing(unit, age, cycleNs) ? 1 << age : 0;
        }

        return new PageAges((ushort)within, (ushort)missing, false);
    }

    // Looks come so long after a sweep as each age is long, for all pages at once: one that came into the panel later has to
    // wait for the next, and which did is chance.
    private static bool IsMissing(in PanelUnit unit, int age, long cycleNs)
        => unit.IsSwept && IsShort(age, cycleNs) && (unit.Known & (1 << age)) == 0;

    private static bool IsShort(int age, long cycleNs) => AgeNs(age) <= cycleNs + ToleranceNs;

    /// <summary>Whether it was accessed within an age.</summary>
    /// <param name="unit">A page that has just been looked at.</param>
    /// <param name="age">Index of the age.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="cycleNs">The present cycle.</param>
    private static bool IsWithin(in PanelUnit unit, int age, long nowNs, long cycleNs)
    {
        var ageNs = AgeNs(age);
        if (IsShort(age, cycleNs) && (unit.Known & (1 << age)) != 0)
        {
            return (unit.Within & (1 << age)) != 0;
        }

        return (unit.TouchedNs != 0 && nowNs - unit.ArmedNs <= ageNs + (cycleNs / 2))
            || (unit.LastEndNs != 0 && nowNs - unit.LastStartNs <= ageNs + ((unit.LastEndNs - unit.LastStartNs) / 2));
    }
}
