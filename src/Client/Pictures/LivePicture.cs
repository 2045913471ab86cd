using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>
/// The picture of one target while it is monitored: follows the newest snapshot, keeps the raw snapshots of its window
/// (to bin them anew when the axis or the view changes), and fills what it has not seen itself from the server's bins.
/// </summary>
public sealed class LivePicture : IColumnSource
{
    /// <summary>Columns aimed at: about one a pixel or two.</summary>
    public const int MostColumns = 600;

    /// <summary>What is lost on the way here is asked of the server after so long, when it is sure to be stored; microseconds.</summary>
    public const long LiveBackfillUs = 3_000_000;

    // What has no place on the axis yet may wait so long where it is no more than such a share of all.
    private const double LittleShare = 0.02;
    private const double LittleWaitsUs = 10_000_000;

    // So many snapshots are binned at once; a longer window's are binned while others come.
    private const int BinnedAtOnce = 50;

    private readonly SnapshotStore _store;
    private readonly List<(long FromUs, long ToUs)> _awaited = [];
    private IReadOnlyList<AddressRange> _areas = [];
    private IReadOnlyList<AddressRange> _accessible = [];

    // The axis only ever grows, or it would jump with every mapping that comes and goes.
    private IReadOnlyList<AddressRange> _everAccessible = [];
    private bool _isOutgrown;
    private double _axisUs;
    private bool _axisKnowsMappings;
    private ColumnRing _ring;
    private bool[] _mask;
    private LivePictureStep? _next;
    private CellGrid? _backfill;
    private long _advancedUs;
    private float[] _backfillColumn = [];

    /// <summary>An empty picture.</summary>
    /// <param name="windowUs">Time shown, microseconds.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="store">Keeps the raw snapshots; null for one of its own.</param>
    public LivePicture(long windowUs, int rows, SnapshotStore? store = null)
    {
        _store = store ?? new SnapshotStore(SnapshotStore.UsualUs);
        WindowUs = windowUs;
        Rows = RowMap.Create(AddressAxis.Empty, rows);
        _mask = RowMask.Create(Rows, []);
        _ring = NewRing();
    }

    /// <inheritdoc/>
    public RowMap Rows { get; private set; }

    /// <inheritdoc/>
    public long OriginUs => 0;

    /// <inheritdoc/>
    public double ColumnUs => _ring.ColumnUs;

    /// <inheritdoc/>
    public long Oldest => _ring.Oldest ?? 0;

    /// <inheritdoc/>
    public long Newest => _ring.Newest ?? _ring.Columns - 1;

    /// <summary>What is concluded of the time before the recording; null for nothing.</summary>
    public InferredPast? Past { get; set; }

    /// <summary>The address axis of what has been seen so far.</summary>
    public AddressAxis Axis { get; private set; } = AddressAxis.Empty;

    /// <summary>Time shown, microseconds.</summary>
    public long WindowUs { get; private set; }

    /// <summary>Whether any time has been seen.</summary>
    public bool HasData => _ring.Newest is not null;

    /// <summary>Right edge of what is known, Unix microseconds.</summary>
    public long NewestUs => Math.Max(_store.Newest?.EndUs ?? 0, _advancedUs);

    /// <summary>Raw snapshots, for looking up what is under the pointer.</summary>
    public SnapshotStore Snapshots => _store;

    /// <summary>Counts up whenever all columns have changed and what the server binned no longer fits.</summary>
    public int Version { get; private set; }

    /// <inheritdoc/>
    public CellMeasure Measure { get; private set; }

    /// <summary>Since when there is a recording, Unix microseconds; null while that is not known.</summary>
    public long? RecordedFromUs { get; set; }

    /// <summary>Whether anything of its time is recorded, and not here yet.</summary>
    public bool Awaits => HasData && (AwaitsPast is not null || _awaited.Exists(gap => gap.ToUs > (Oldest * _ring.ColumnUs)));

    // What was recorded before the first snapshot of our own, until the server has told it.
    private (long FromUs, long ToUs)? AwaitsPast => _backfill is null && RecordedFromUs is { } from && _store.All is [var oldest, ..]
        && Math.Max(from, Oldest * _ring.ColumnUs) < oldest.StartUs ? (from, oldest.StartUs) : null;

    /// <summary>Adds a snapshot.</summary>
    /// <returns>The first column changed; null when everything must be drawn anew, or nothing was added.</returns>
    public long? Add(Snapshot snapshot)
    {
        if (_store.Newest is { } before && snapshot.Seq > before.Seq + 1)
        {
            _awaited.RemoveAll(gap => gap.ToUs < snapshot.EndUs - SnapshotStore.UsualUs);
            _awaited.Add((before.EndUs, snapshot.StartUs));
        }

        if (!_store.Add(snapshot))
        {
            return Newest + 1;
        }

        var areas = AddressRanges.Union(_areas, AreaFinder.Areas(snapshot.Regions));
        var isSame = !_isOutgrown && areas.SequenceEqual(_areas);
        _areas = areas;
        var wanted = Wanted(snapshot);
        var otherWidth = wanted > _ring.ColumnUs * 1.3 || wanted < _ring.ColumnUs / 1.3;
        return TakeNext(snapshot) || ((otherWidth || !isSame) && RebuildAxis(otherWidth)) ? null : _ring.Add(snapshot);
    }

    /// <summary>Areas known from elsewhere (the recording so far), so that the axis is right from the first column.</summary>
    public void AddAreas(IReadOnlyList<AddressRange> known)
    {
        _areas = AddressRanges.Union(_areas, known);
        RebuildAxis(force: false);
    }

    /// <summary>The picture ends at this time even though no snapshot of it has been seen.</summary>
    public void Advance(long us)
    {
        _advancedUs = Math.Max(_advancedUs, us);
        _ring.Advance((us - 1) / _ring.ColumnUs);
    }

    /// <summary>The target's mappings have changed.</summary>
    public void SetMappings(IReadOnlyList<Mapping> mappings)
    {
        _accessible = AreaFinder.Accessible(mappings);
        _everAccessible = AddressRanges.Union(_everAccessible, _accessible);
        RebuildAxis(force: false);
        _mask = RowMask.Create(Rows, _accessible);
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

    /// <summary>Tells another thing of the cells.</summary>
    public void SetMeasure(CellMeasure measure)
    {
        if (measure != Measure)
        {
            Measure = measure;
            Rebuild(Rows.Count, Rows.Bottom, Rows.Top);
        }
    }

    /// <summary>What the server binned for this picture's rows; used where no snapshot of our own covers a column.</summary>
    /// <param name="grid">Columns as wide as this picture's; ignored when its version is no longer this picture's.</param>
    /// <param name="version">The <see cref="Version"/> it was asked for.</param>
    public bool SetBackfill(CellGrid grid, int version)
    {
        if (version != Version || grid.Rows != Rows.Count || grid.Measure != Measure)
        {
            return false;
        }

        _backfill = grid;
        _awaited.RemoveAll(gap => gap.ToUs <= grid.ToUs - LiveBackfillUs);
        _backfillColumn = new float[grid.Rows];
        return true;
    }

    /// <inheritdoc/>
    public void Read(long column, Span<float> into)
    {
        _ring.Read(column, into);
        if (_backfill?.ColumnAt((column + 0.5) * _ring.ColumnUs) is { } at)
        {
            _backfill.Column(at).CopyTo(_backfillColumn);
            for (var row = 0; row < into.Length; row++)
            {
                into[row] = float.IsNaN(into[row]) ? _backfillColumn[row] : into[row];
            }
        }

        var middle = (column + 0.5) * _ring.ColumnUs;
        if (IsInferred(column))
        {
            Past!.Read(Rows, middle, into, Measure);
        }
        else if ((IsIn(AwaitsPast, middle) || _awaited.Exists(gap => IsIn(gap, middle))) && !into.ContainsAnyExcept(float.NaN))
        {
            // Of a column of which anything is known the rest is unknown.
            into.Fill(CellGrid.Coming);
        }

        RowMask.Apply(_mask, into);
    }

    /// <inheritdoc/>
    public bool IsInferred(long column) => Past is { } past && (column + 0.5) * _ring.ColumnUs < past.ToUs;

    private static bool IsIn((long FromUs, long ToUs)? gap, double us) => gap is { } known && us >= known.FromUs && us < known.ToUs;

    // By the intervals in force: as they come out they jitter, and columns must not.
    private long Wanted(Snapshot snapshot)
    {
        var nominal = snapshot.MaxNrAccesses * snapshot.SamplingIntervalUs;
        return Math.Max(nominal > 0 ? nominal : snapshot.EndUs - snapshot.StartUs, Math.Max(1_000, WindowUs / MostColumns));
    }

    private ColumnRing NewRing() => NewRing(Rows);

    private ColumnRing NewRing(RowMap rows)
    {
        var columnUs = _store.Newest is { } newest ? Wanted(newest) : Math.Max(100_000, WindowUs / MostColumns);
        return new ColumnRing(rows, (int)Math.Max(1, Math.Ceiling(WindowUs / (double)columnUs)) + 1, columnUs, Measure);
    }

    private bool RebuildAxis(bool force)
    {
        if (!force && (_next is not null || IsLargeEnough()))
        {
            return false;
        }

        (_isOutgrown, _axisUs, _axisKnowsMappings) = (false, NewestUs, _everAccessible.Count > 0);
        var axis = AddressAxis.Create(AreaFinder.CutHoles(_areas, _everAccessible), _everAccessible);
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

        if (!force && Axis.Bands.Count > 0 && _store.All.Count > BinnedAtOnce)
        {
            _next = new LivePictureStep(axis, RowMap.Create(axis, Rows.Count, bottom, top), NewRing, InWindow(_ring));
            return false;
        }

        Axis = axis;
        Rebuild(Rows.Count, bottom, top);
        return true;

        double? Moved(double position) => Axis.AddressAt(position) is { } address ? axis.PositionOf(address) : null;
    }

    // Programs get and give back a little memory all the time, and another axis is another picture: what is new and has no
    // place on it yet may wait a little where it is little.
    private bool IsLargeEnough()
    {
        if (Axis.Bands.Count == 0 || _axisKnowsMappings != (_everAccessible.Count > 0))
        {
            return false;
        }

        var pieces = AddressRanges.Intersect(_areas, _everAccessible);
        var all = pieces.Sum(piece => (double)piece.Size);
        var shown = AddressRanges.Intersect(pieces, [.. Axis.Bands.Select(band => band.Range)]).Sum(piece => (double)piece.Size);
        _isOutgrown = shown < all;
        return pieces.Count > 0 && (!_isOutgrown || (shown >= (1 - LittleShare) * all && NewestUs - _axisUs < LittleWaitsUs));
    }

    private void Rebuild(int rows, double bottom, double top)
    {
        // What was being made was of another shape, and is begun again with the next snapshot.
        (_isOutgrown, _next) = (_isOutgrown || _next is not null, null);
        Show(RowMap.Create(Axis, rows, bottom, top), NewRing);
        foreach (var snapshot in InWindow(_ring))
        {
            _ring.Add(snapshot);
        }
    }

    private bool TakeNext(Snapshot snapshot)
    {
        if (_next is not { } next || !next.Take(snapshot))
        {
            return false;
        }

        // What has come meanwhile may need another.
        (_isOutgrown, _next, Axis) = (true, null, next.Axis);
        Show(next.Rows, _ => next.Ring);
        return true;
    }

    private void Show(RowMap rows, Func<RowMap, ColumnRing> ring)
    {
        var seen = HasData;
        Rows = rows;
        _mask = RowMask.Create(Rows, _accessible);
        _ring = ring(rows);
        _backfill = null;
        Version++;
        if (seen)
        {
            _ring.Advance((NewestUs - 1) / _ring.ColumnUs);
        }
    }

    // As far back as a ring reaches, and that is up to two columns more than the window.
    private IEnumerable<Snapshot> InWindow(ColumnRing ring)
        => _store.All.Where(snapshot => _store.Newest!.EndUs - snapshot.EndUs <= ring.Columns * ring.ColumnUs);
}
