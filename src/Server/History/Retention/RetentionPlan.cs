namespace Damon.Server.History.Retention;

/// <summary>Finds what has to go for the limits to hold.</summary>
internal static class RetentionPlan
{
    /// <summary>Where a bound is crossed, this part of it is kept, so that not every snapshot crosses it again.</summary>
    private const double Kept = 0.95;

    /// <summary>What has to go, at most one cut a session.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="sessions">What there is.</param>
    /// <param name="nowUs">The time, Unix microseconds.</param>
    public static IReadOnlyList<RetentionCut> Of(RetentionLimits limits, IEnumerable<KeptSession> sessions, long nowUs)
    {
        // Where each begins when all is done.
        var begins = new Dictionary<long, long>();
        KeptSession[] all = [.. sessions.OrderBy(static one => one.FirstUs).ThenBy(static one => one.Key)];
        foreach (var one in all)
        {
            var from = limits.AgeUs is { } age ? Math.Max(one.FirstUs, nowUs - age) : one.FirstUs;
            var bytes = Left(one, from);
            begins[one.Key] = limits.SessionBytes is { } most && bytes > most ? After(one, from, bytes - (Kept * most)) : from;
        }

        if (limits.AllBytes is { } bound && all.Sum(one => Left(one, begins[one.Key])) is var sum && sum > bound)
        {
            DeleteOldest(all, begins, sum - (Kept * bound));
        }

        return [.. all.Where(one => begins[one.Key] > one.FirstUs).Select(one => new RetentionCut(
            one.Key, begins[one.Key] >= one.LastUs && !one.IsActive ? null : Math.Min(begins[one.Key], one.LastUs)))];
    }

    // The session that began first gives first.
    private static void DeleteOldest(KeptSession[] all, Dictionary<long, long> begins, double excess)
    {
        foreach (var one in all)
        {
            if (excess <= 0)
            {
                return;
            }

            var bytes = Left(one, begins[one.Key]);
            begins[one.Key] = After(one, begins[one.Key], Math.Min(bytes, excess));
            excess -= bytes;
        }
    }

    // A session takes about the same in all of its time.
    private static double Left(KeptSession one, long fromUs)
        => one.LastUs <= one.FirstUs ? (fromUs > one.FirstUs ? 0 : one.Bytes) : one.Bytes * Math.Clamp((one.LastUs - fromUs) / (double)(one.LastUs - one.FirstUs), 0, 1);

    private static long After(KeptSession one, long fromUs, double bytes)
        => one.Bytes <= 0 ? fromUs : Math.Min(Math.Max(one.LastUs, fromUs), fromUs + (long)Math.Ceiling(bytes / one.Bytes * Math.Max(1, one.LastUs - one.FirstUs)));
}
