using System.Globalization;
using Damon.Model.Format;

namespace Damon.Client.Tables.Mappings;

/// <summary>Says in one sentence how much memory is idle.</summary>
public static class IdleSentence
{
    /// <summary>The sentence.</summary>
    /// <param name="figures">The mappings.</param>
    /// <param name="seconds">Threshold, seconds.</param>
    /// <param name="observedUs">For how long the target has been watched, microseconds; null when not known.</param>
    public static string Of(IReadOnlyList<MappingFigure> figures, int seconds, double? observedUs)
    {
        var threshold = IdleThresholds.Text(seconds);
        var idle = figures.Count(f => f.IdleBytes > 0);
        if (idle > 0)
        {
            var bytes = ByteSize.Text(figures.Sum(f => f.IdleBytes));
            return string.Create(CultureInfo.InvariantCulture, $"{bytes} not accessed for {threshold} or more, in {idle} {(idle == 1 ? "mapping" : "mappings")}");
        }

        return observedUs < seconds * 1e6
            ? $"observed for only {Durations.Text(Math.Floor(observedUs.Value / 1e6) * 1e6)} so far: nothing can have been idle for {threshold} yet"
            : figures.Count > 0 && figures.All(f => f.Weight <= 0)
            ? "nothing could be observed: whether memory is idle is not known"
            : $"nothing has gone without an access for {threshold} or more";
    }
}
