namespace Damon.Server.History.Retention;

/// <summary>Finds what has to go for the limits to hold.</summary>
internal static class RetentionPlan
{
    /// <summary>Where a bound is crossed, this part of it is kept, so that not every snapshot crosses it again.</summary>
    private const double Kept = 0.95;

    /// <summary>Means over ten seconds and more, which take little room, are kept so many times as long.</summary>
    private const int MeansFactor = 8;

    /// <summary>What has to go, at most one cut a session.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="sessions">What there is.</param>
    /// <param name="nowUs">The time, Unix microseconds.</param>
    public static IReadOnlyList<RetentionCut> Of(RetentionLimits limits, IEnumerable<KeptSession> sessions, long nowUs)
    {
        // Where each begins when all is done, and which do not even keep their means.
        var begins = new Dictionary<long, long>();
        var whole = new HashSet<long>();
        KeptSession[] all = [.. sessions.OrderBy(static one => one.FirstUs).ThenBy(static one => one.Key)];
        foreach (var one in all)
        {
            var from = limits.AgeUs is { } age ? Math.Max(one.FirstUs, nowUs - age) : one.FirstUs;
            var bytes = Left(one, from);
            begins[one.Key] = limits.SessionBytes is { } most && bytes > most ? After(one, from, bytes - (Kept * most)) : from;
            if (limits.AgeUs is { } longest && one.LastUs <= nowUs - (MeansFactor * longest))
            {
                whole.Add(one.Key);
            }
        }

        if (limits.AllBytes is { } bound && all.Sum(one => Left(one, begins[one.Key])) is var sum && sum > bound)
        {
            DeleteOldest(all, begins, whole, sum - (Kept * bound));
        }

        return [.. all.Where(one => Math.Min(begins[one.Key], one.LastUs) > one.FirstUs || whole.Contains(one.Key)).Select(one => whole.Contains(one.Key) && !one.IsActive
            ? new RetentionCut(one.Key, null)
            : Cut(one, Math.Min(begins[one.Key], one.LastUs), limits, nowUs))];
    }

    private static RetentionCut Cut(KeptSession one, long beforeUs, RetentionLimits limits, long nowUs)
        => new(one.Key, beforeUs, limits.AgeUs is { } age && beforeUs <= nowUs - age ? nowUs - (MeansFactor * age) : one.LastUs - (MeansFactor * (one.LastUs - beforeUs)));

    // The session that began first gives first.
    private static void DeleteOldest(KeptSession[] all, Dictionary<long, long> begins, HashSet<long> whole, double excess)
    {
        foreach (var one in all)
        {
            if (excess <= 0)
            {
                return;
            }

            var bytes = Left(one, begins[one.Key]);
            begins[one.Key] = After(one, begins[one.Key], Math.Min(bytes, excess));
            if (bytes <= excess)
            {
                whole.Add(one.Key);
            }

            excess -= bytes;
        }
    }

    // A session takes about the same in all of its time.
    private static double Left(KeptSession one, long fromUs)
        => one.LastUs <= one.FirstUs ? (fromUs > one.FirstUs ? 0 : one.Bytes) : one.Bytes * Math.Clamp((one.LastUs - fromUs) / (double)(one.LastUs - one.FirstUs), 0, 1);

    private static long After(KeptSession one, long fromUs, double bytes)
        => one.Bytes <= 0 ? fromUs : Math.Min(Math.Max(one.LastUs, fromUs), fromUs + (long)Math.Ceiling(bytes / one.Bytes * Math.Max(1, one.LastUs - one.FirstUs)));
}
