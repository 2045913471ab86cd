using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>
/// The picture of one target while it is monitored: follows the newest snapshot, keeps the raw snapshots of its window
/// (to bin them anew when the axis or the view changes), and fills what it has not seen itself from the server's bins.
/// </summary>
public sealed class LivePicture : IColumnSource
{
    /// <summary>Columns aimed at: about one a pixel or two.</summary>
    public const int MostColumns = 600;

    private readonly SnapshotStore store = new(6 * 60_000_000L);
    private IReadOnlyList<AddressRange> areas = [];
    private IReadOnlyList<AddressRange> accessible = [];

    // The axis only ever grows, or it would jump with every mapping that comes and goes.
    private IReadOnlyList<AddressRange> everAccessible = [];
    private ColumnRing ring;
    private bool[] mask;
    private CellGrid? backfill;
    private long advancedUs;
    private float[] backfillColumn = [];

    /// <summary>An empty picture.</summary>
    /// <param name="windowUs">Time shown, microseconds.</param>
    /// <param name="rows">Number of rows.</param>
    public LivePicture(long windowUs, int rows)
    {
        WindowUs = windowUs;
        Rows = RowMap.Create(AddressAxis.Empty, rows);
        mask = RowMask.Create(Rows, []);
        ring = NewRing();
    }

    /// <inheritdoc/>
    public RowMap Rows { get; private set; }

    /// <inheritdoc/>
    public long OriginUs => 0;

    /// <inheritdoc/>
    public double ColumnUs => ring.ColumnUs;

    /// <inheritdoc/>
    public long Oldest => ring.Oldest ?? 0;

    /// <inheritdoc/>
    public long Newest => ring.Newest ?? ring.Columns - 1;

    /// <summary>What is concluded of the time before the recording; null for nothing.</summary>
    public InferredPast? Past { get; set; }

    /// <summary>The address axis of what has been seen so far.</summary>
    public AddressAxis Axis { get; private set; } = AddressAxis.Empty;

    /// <summary>Time shown, microseconds.</summary>
    public long WindowUs { get; private set; }

    /// <summary>Whether any time has been seen.</summary>
    public bool HasData => ring.Newest is not null;

    /// <summary>Right edge of what is known, Unix microseconds.</summary>
    public long NewestUs => Math.Max(store.Newest?.EndUs ?? 0, advancedUs);

    /// <summary>Raw snapshots, for looking up what is under the pointer.</summary>
    public SnapshotStore Snapshots => store;

    /// <summary>Counts up whenever all columns have changed and what the server binned no longer fits.</summary>
    public int Version { get; private set; }

    /// <summary>Adds a snapshot.</summary>
    /// <returns>The first column changed; null when everything must be drawn anew, or nothing was added.</returns>
    public long? Add(Snapshot snapshot)
    {
        if (!store.Add(snapshot))
        {
            return Newest + 1;
        }

        areas = AreaFinder.Union(areas, AreaFinder.Areas(snapshot.Regions));
        var wanted = Wanted(snapshot);
        var otherWidth = wanted > ring.ColumnUs * 1.3 || wanted < ring.ColumnUs / 1.3;
        return RebuildAxis(otherWidth) ? null : ring.Add(snapshot);
    }

    /// <summary>Areas known from elsewhere (the recording so far), so that the axis is right from the first column.</summary>
    public void AddAreas(IReadOnlyList<AddressRange> known)
    {
        areas = AreaFinder.Union(areas, known);
        RebuildAxis(force: false);
    }

    /// <summary>The picture ends at this time even though no snapshot of it has been seen.</summary>
    public void Advance(long us)
    {
        advancedUs = Math.Max(advancedUs, us);
        ring.Advance((us - 1) / ring.ColumnUs);
    }

    /// <summary>The target's mappings have changed.</summary>
    public void SetMappings(IReadOnlyList<Mapping> mappings)
    {
        accessible = AreaFinder.Accessible(mappings);
        everAccessible = AreaFinder.Union(everAccessible, accessible);
        RebuildAxis(force: false);
        mask = RowMask.Create(Rows, accessible);
    }

    /// <summary>Shows another part of the axis, with another number of rows, or another length of time.</summary>
    public void SetView(double bottom, double top, int rows, long windowUs)
    {
        if (bottom != Rows.Bottom || top != Rows.Top || rows != Rows.Count || windowUs != WindowUs)
        {
            WindowUs = windowUs;
            Rebuild(rows, bottom, top);
        }
    }

    /// <summary>What the server binned for this picture's rows; used where no snapshot of our own covers a column.</summary>
    /// <param name="grid">Columns as wide as this picture's; ignored when its version is no longer this picture's.</param>
    /// <param name="version">The <see cref="Version"/> it was asked for.</param>
    public bool SetBackfill(CellGrid grid, int version)
    {
        if (version != Version || grid.Rows != Rows.Count)
        {
            return false;
        }

        backfill = grid;
        backfillColumn = new float[grid.Rows];
        return true;
    }

    /// <inheritdoc/>
    public void Read(long column, Span<float> into)
    {
        ring.Read(column, into);
        if (backfill?.ColumnAt((column + 0.5) * ring.ColumnUs) is { } at)
        {
            backfill.Column(at).CopyTo(backfillColumn);
            for (var row = 0; row < into.Length; row++)
            {
                into[row] = float.IsNaN(into[row]) ? backfillColumn[row] : into[row];
            }
        }

        if (IsInferred(column))
        {
            Past!.Read(Rows, (column + 0.5) * ring.ColumnUs, into);
        }

        RowMask.Apply(mask, into);
    }

    /// <inheritdoc/>
    public bool IsInferred(long column) => Past is { } past && (column + 0.5) * ring.ColumnUs < past.ToUs;

    // By the intervals in force: as they come out they jitter, and columns must not.
    private long Wanted(Snapshot snapshot)
    {
        var nominal = snapshot.MaxNrAccesses * snapshot.SamplingIntervalUs;
        return Math.Max(nominal > 0 ? nominal : snapshot.EndUs - snapshot.StartUs, Math.Max(1_000, WindowUs / MostColumns));
    }

    private ColumnRing NewRing()
    {
        var columnUs = store.Newest is { } newest ? Wanted(newest) : Math.Max(100_000, WindowUs / MostColumns);
        return new ColumnRing(Rows, (int)Math.Max(1, Math.Ceiling(WindowUs / (double)columnUs)) + 1, columnUs);
    }

    private bool RebuildAxis(bool force)
    {
        var axis = AddressAxis.Create(AreaFinder.CutHoles(areas, everAccessible), everAccessible);
        if (axis.SameAs(Axis) && !force)
        {
            return false;
        }

        // A zoomed view stays on its addresses while the axis changes around it.
        var (bottom, top) = (Rows.Bottom, Rows.Top);
        if (bottom > 0 || top < 1)
        {
            bottom = Moved(bottom) ?? 0;
            top = Moved(top) ?? 1;
            (bottom, top) = top > bottom ? (bottom, top) : (0, 1);
        }

        Axis = axis;
        Rebuild(Rows.Count, bottom, top);
        return true;

        double? Moved(double position) => Axis.AddressAt(position) is { } address ? axis.PositionOf(address) : null;
    }

    private void Rebuild(int rows, double bottom, double top)
    {
        var seen = HasData;
        Rows = RowMap.Create(Axis, rows, bottom, top);
        mask = RowMask.Create(Rows, accessible);
        ring = NewRing();
        backfill = null;
        Version++;
        foreach (var snapshot in store.All)
        {
            if (store.Newest!.EndUs - snapshot.EndUs <= WindowUs + ring.ColumnUs)
            {
                ring.Add(snapshot);
            }
        }

        if (seen)
        {
            ring.Advance((NewestUs - 1) / ring.ColumnUs);
        }
    }
}
