using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Hover;

/// <summary>Finds what a place of the picture stands for.</summary>
public static class HoverLookup
{
    /// <summary>Looks a place up.</summary>
    /// <param name="us">Time, Unix microseconds.</param>
    /// <param name="position">Position on the address axis.</param>
    /// <param name="axis">The address axis.</param>
    /// <param name="mappings">Mappings in address order.</param>
    /// <param name="snapshot">The snapshot that holds the time, when known.</param>
    /// <param name="source">The picture, for places no snapshot is known of.</param>
    public static HoverInfo Find(
        double us, double position, AddressAxis axis, IReadOnlyList<Mapping> mappings, Snapshot? snapshot, IColumnSource? source)
    {
        if (axis.AddressAt(position) is not { } address)
        {
            return new HoverInfo { Us = us, Unknown = "A gap between monitored areas, cut out of the axis." };
        }

        var mapping = MappingNames.At(mappings, address);
        var info = new HoverInfo
        {
            Us = us,
            Address = address,
            Mapping = mapping is null ? null : MappingNames.Full(mapping),
            MappingBytes = mapping is null ? 0 : mapping.End - mapping.Start,
            Permissions = mapping?.Permissions ?? "",
            Measure = source?.Measure ?? CellMeasure.Rate,
        };
        if (snapshot is not null && Region(snapshot, address) is { } index)
        {
            var region = snapshot.Regions[index];
            var rate = snapshot.RateOf(index);
            return info with
            {
                Range = new AddressRange(region.Start, region.End),
                IsRegion = true,
                Percent = rate.Percent,
                Value = snapshot.ValueOf(index, info.Measure),
                AgeUs = snapshot.UnchangedUsOf(index),
                Touched = snapshot.Touched?[index],
                TouchedError = snapshot.TouchedError?[index],
                CarriedOver = !rate.IsUnknown && snapshot.Samples?[index] == 0,
                Unknown = rate.IsUnknown ? "No sample of this region could be observed."
                    : info.Measure == CellMeasure.Touched && snapshot.Touched is null ? "Shares touched were not estimated."
                    : null,
            };
        }

        return Cell(info, us, position, source, mappings.Count > 0 && mapping is null);
    }

    /// <summary>Index of the region that holds an address; null when none does.</summary>
    public static int? Region(Snapshot snapshot, ulong address)
    {
        var (low, high) = (0, snapshot.Regions.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (snapshot.Regions[middle].End <= address)
            {
                low = middle + 1;
            }
            else if (snapshot.Regions[middle].Start > address)
            {
                high = middle - 1;
            }
            else
            {
                return middle;
            }
        }

        return null;
    }

    private static HoverInfo Cell(HoverInfo info, double us, double position, IColumnSource? source, bool unmapped)
    {
        var column = source is null ? -1 : (long)Math.Floor((us - source.OriginUs) / source.ColumnUs);
        if (source is null || column < source.Oldest || column > source.Newest || source.Rows.RowAt(position) is not { } row)
        {
            return info with { Unknown = "Nothing was recorded at this time." };
        }

        var values = new float[source.Rows.Count];
        source.Read(column, values);
        var at = info with { Range = source.Rows[row], Inferred = source.IsInferred(column) };
        return values[row] switch
        {
            CellGrid.Coming => at with { Unknown = "Recorded, and on its way to this page." },
            float.NaN => at with { Unknown = unmapped ? "Not mapped at this address." : "Not recorded, or not observable." },
            var value when source.Measure == CellMeasure.Rate => at with { Percent = value },
            var value => at with { Value = value },
        };
    }
}
