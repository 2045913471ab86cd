using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Changes;
using Damon.Model.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Changes;

/// <summary>
/// Sums the access rates of mappings into steps of time, while snapshots go by once: the share touched within an
/// aggregation interval, which is estimated with its error; where that is not told, the share of samples.
/// </summary>
/// <param name="tracks">The mappings.</param>
/// <param name="columns">The steps.</param>
/// <param name="count">How many steps there are.</param>
internal sealed class RatesOverTime(IReadOnlyList<RunTrack> tracks, TimeColumns columns, int count)
{
    private readonly Dictionary<RunTrack, RateSums[]> _sums = [];
    private List<RunTrack> _live = [];
    private RowSums _rows = new([]);
    private RowSums _variances = new([]);
    private long _validFromUs = long.MaxValue;
    private long _validToUs = long.MinValue;

    /// <summary>Adds a snapshot.</summary>
    public void Add(StoredSnapshot snapshot)
    {
        var figures = snapshot.Figures;
        var column = columns.At((figures.StartUs + figures.EndUs) / 2);
        if (column < 0 || column >= count)
        {
            return;
        }

        Follow(figures.StartUs);
        Sum(snapshot);
        for (var i = 0; i < _live.Count; i++)
        {
            if (_rows.Observed[i] > 0)
            {
                SumsOf(_live[i])[column].Add(_rows.Accessed[i], _rows.Observed[i], _variances.Accessed[i]);
            }
        }
    }

    /// <summary>Where the rates shift.</summary>
    public IEnumerable<(RunTrack Track, RateShift Shift)> Shifts()
        => _sums.SelectMany(one => RateShifts.Find([.. one.Value.Select(static sums => sums.Bucket)]).Select(shift => (one.Key, shift)));

    private void Sum(StoredSnapshot snapshot)
    {
        _rows.Clear();
        _variances.Clear();
        var regions = snapshot.Regions;
        var measure = snapshot.Figures.TouchedBytes is null ? CellMeasure.Rate : CellMeasure.Touched;
        while (regions.MoveNext())
        {
            var range = new AddressRange(regions.Start, regions.End);
            if (snapshot.Figures.Tile is not null)
            {
                _rows.Add(range, regions.Told(measure));
            }
            else if (!regions.HasShares)
            {
                _rows.Add(range, AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.Figures.MaxNrAccesses));
            }
            else if (regions.Touched is { } touched)
            {
                // The errors of regions are independent, so that the squares of their bytes add up.
                var error = regions.TouchedError ?? 0;
                _rows.Add(range, touched, 1);
                _variances.Add(range, error * error * range.Size, 1);
            }
        }
    }

    private RateSums[] SumsOf(RunTrack track) => _sums.TryGetValue(track, out var sums) ? sums : _sums[track] = new RateSums[count];

    /// <summary>The mappings as they lie at a time become the rows.</summary>
    private void Follow(long us)
    {
        if (us >= _validFromUs && us < _validToUs)
        {
            return;
        }

        (_validFromUs, _validToUs) = (long.MinValue, long.MaxValue);
        _live = [];
        foreach (var track in tracks)
        {
            if (us >= track.FromUs && us < track.UntilUs)
            {
                _live.Add(track);
            }

            foreach (var change in track.Times)
            {
                (_validFromUs, _validToUs) = change <= us ? (Math.Max(_validFromUs, change), _validToUs) : (_validFromUs, Math.Min(_validToUs, change));
            }
        }

        _live.Sort((one, other) => one.At(us).Range.Start.CompareTo(other.At(us).Range.Start));
        AddressRange[] ranges = [.. _live.Select(track => track.At(us).Range)];
        (_rows, _variances) = (new RowSums(ranges), new RowSums(ranges));
    }
}
