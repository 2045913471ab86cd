using System.Reflection;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.Sessions;

namespace Damon.Server.Integrity;

/// <summary>
/// What of a session can be read, for pictures and figures: where something is damaged there is nothing, as where nothing was
/// recorded, and it is noted at the session. Not for exports: a file must not lack anything in silence.
/// </summary>
/// <param name="history">The history.</param>
/// <param name="session">The session as it is known.</param>
/// <param name="note">Is told each damage that is met.</param>
internal sealed class ReadableHistory(IHistoryReader history, Session session, Action<string> note) : IHistoryReader, IBindableFromHttpContext<ReadableHistory>
{
    private const long Second = 1_000_000;

    /// <summary>As a parameter of an endpoint: of the session that the route's <c>{id}</c> names.</summary>
    public static async ValueTask<ReadableHistory?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var entry = (await SessionEntry.BindAsync(context, parameter))!;
        return new ReadableHistory(context.RequestServices.GetRequiredService<IHistoryReader>(), entry.Session, entry.Damage);
    }

    public IReadOnlyList<StoredSession> Sessions() => history.Sessions();

    public IReadOnlyDictionary<long, long> Sizes() => history.Sizes();

    public IReadOnlyList<StoredSnapshot> Page(long key, int? target, TimeRange time, SnapshotCursor? after, int limit)
        => target is { } one && after is null ? [.. Stream(key, one, time).Take(limit)] : history.Page(key, target, time, after, limit);

    public IEnumerable<StoredSnapshot> Stream(long key, int target, TimeRange time)
        => Walk<StoredSnapshot>(part => history.Stream(key, target, part), static one => one.Figures, time).Where(IsReadable);

    public IEnumerable<StoredSnapshot> Stream(long key, int target, TimeRange time, long resolutionUs)
        => Walk<StoredSnapshot>(part => history.Stream(key, target, part, resolutionUs), static one => one.Figures, time).Where(IsReadable);

    public IEnumerable<SnapshotFigures> Figures(long key, int target, TimeRange time)
        => Walk<SnapshotFigures>(part => history.Figures(key, target, part), static one => one, time);

    public IEnumerable<SnapshotFigures> Figures(long key, int target, TimeRange time, long resolutionUs)
        => Walk<SnapshotFigures>(part => history.Figures(key, target, part, resolutionUs), static one => one, time);

    /// <summary>The last that can be read, where the last one cannot: some seconds before it, or more.</summary>
    public StoredSnapshot? Last(long key, int target, long beforeUs)
    {
        var (firstUs, lastUs) = (session.FirstUs ?? 0, Math.Min(beforeUs, session.LastUs ?? beforeUs));
        for (var backUs = 0L; backUs == 0 || lastUs - backUs > firstUs; backUs = Math.Max(Second, 2 * backUs))
        {
            if (Try(() => history.Last(key, target, backUs == 0 ? beforeUs : lastUs - backUs), out var last) && (last is null || IsReadable(last)))
            {
                return last;
            }
        }

        return null;
    }

    public long Count(long key, int target, TimeRange time) => Try(() => history.Count(key, target, time), out var count) ? count : Figures(key, target, time).LongCount();

    public StoredMappings? Mappings(long key, int target, long atUs)
    {
        if (Try(() => history.Mappings(key, target, atUs), out var mappings))
        {
            return mappings;
        }

        foreach (var otherUs in MappingTimes(key, target).OrderBy(one => UInt128.CreateTruncating(Int128.Abs((Int128)one - atUs))))
        {
            if (Try(() => history.Mappings(key, target, otherUs), out var other))
            {
                return other;
            }
        }

        return null;
    }

    public IReadOnlyList<long> MappingTimes(long key, int target) => Try(() => history.MappingTimes(key, target), out var times) ? times! : [];

    public StoredIdle? Idle(long key, int target, long atUs) => Try(() => history.Idle(key, target, atUs), out var idle) ? idle : null;

    public IReadOnlyList<long> IdleTimes(long key, int target, TimeRange time) => Try(() => history.IdleTimes(key, target, time), out var times) ? times! : [];

    // In one go as long as nothing is damaged, from there on one by one.
    public IEnumerable<StoredIdle> IdleStream(long key, int target, TimeRange time, int? most = null)
    {
        long? reachedUs = null;
        using var told = history.IdleStream(key, target, time, most).GetEnumerator();
        while (Try(told.MoveNext, out var isThere))
        {
            if (!isThere)
            {
                yield break;
            }

            reachedUs = told.Current.AtUs;
            yield return told.Current;
        }

        foreach (var atUs in EvenChoice.Of(IdleTimes(key, target, time), most).Where(atUs => !(atUs <= reachedUs)))
        {
            if (Idle(key, target, atUs) is { } one)
            {
                yield return one;
            }
        }
    }

    private IEnumerable<T> Walk<T>(Func<TimeRange, IEnumerable<T>> read, Func<T, SnapshotFigures> figures, TimeRange time)
        => new ReadableWalk<T>(read, figures, session.LastUs ?? long.MinValue, note).Go(Known(time));

    // What is left open begins with what was recorded: nothing is looked for before.
    private TimeRange Known(TimeRange time) => new(Math.Max(time.FromUs, Math.Min(session.FirstUs ?? time.FromUs, time.ToUs)), time.ToUs);

    // Snapshots that are not packed yet are unpacked only by whoever walks their regions.
    private bool IsReadable(StoredSnapshot snapshot) => snapshot.Stored is not PackedRegions || Try(() => Count(snapshot), out _);

    private static int Count(StoredSnapshot snapshot)
    {
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            // That it can be read is all.
        }

        return regions.Count;
    }

    private bool Try<T>(Func<T> read, out T? found)
    {
        try
        {
            found = read();
            return true;
        }
        catch (Exception e) when (HistoryDamagedException.Is(e))
        {
            note(e.Message);
            found = default;
            return false;
        }
    }
}
