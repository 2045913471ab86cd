using Damon.Contracts.Rest;
using Damon.Model.Idle;

namespace Damon.Client.Idle;

/// <summary>How much memory was accessed within a window, as one look tells it.</summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="Error">Standard error, bytes.</param>
public readonly record struct NeededMemory(double Bytes, double Error)
{
    /// <summary>What is not accessed for this long is called idle in the headline, seconds.</summary>
    public const int IdleAfterS = SessionMemory.ColdAfterS;

    private const double Second = 1e6;

    /// <summary>The windows to choose from, seconds, ascending.</summary>
    public static IReadOnlyList<int> WindowsS => IdleScale.AgesS;

    /// <summary>Accessed within a window; null where there has been no monitoring for so long.</summary>
    /// <param name="moment">The look.</param>
    /// <param name="windowS">One of <see cref="WindowsS"/>, seconds.</param>
    public static NeededMemory? Within(IdleMoment moment, int windowS)
    {
        for (var i = 0; i < IdleScale.WindowsS.Count && i < moment.Needed.Bytes.Count; i++)
        {
            if (IdleScale.WindowsS[i] == windowS)
            {
                return moment.Needed.Bytes[i] is { } bytes ? new NeededMemory(bytes, moment.Needed.Errors[i] ?? 0) : null;
            }
        }

        var groups = Groups(windowS);
        return groups == 0 || !(moment.WatchedUs >= windowS * Second) ? null : Sum(moment, groups);
    }

    /// <summary>Accessed at all since it has been watched.</summary>
    public static NeededMemory SinceStart(IdleMoment moment) => Sum(moment, IdleScale.EdgesS.Count);

    /// <summary>Not accessed for <see cref="IdleAfterS"/>; null where there has been no monitoring for so long.</summary>
    public static double? Idle(IdleMoment moment)
        => Within(moment, IdleAfterS) is { } used ? Math.Max(0, moment.ToldBytes - used.Bytes) : null;

    // Groups of the look that lie within the window; 0 when it is no edge.
    private static int Groups(int windowS) => IdleScale.EdgesS.Contains(windowS) ? IdleScale.EdgesS.Count(edge => edge <= windowS) : 0;

    private static NeededMemory Sum(IdleMoment moment, int groups) => new(
        moment.Idle.Bytes.Take(groups).Sum(),
        Math.Sqrt(moment.Idle.Errors.Take(groups).Sum(error => (double)error * error)));
}
