using System.IO.Pipelines;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>Everything that is stored, in the forms of the REST interface.</summary>
internal sealed class JsonExport : IExportFormat
{
    public string Name => "json";

    public string Ending => "json";

    public string ContentType => "application/json";

    public bool IsForDamo => false;

    public async Task WriteAsync(ExportScope scope, IHistoryReader history, PipeWriter output, CancellationToken cancellation)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WritePropertyName("session");
        JsonSerializer.Serialize(json, scope.Told, ContractJson.Options);

        json.WriteStartArray("mappings");
        foreach (var set in scope.Targets.SelectMany(target => Mappings(scope, target.Index, history)))
        {
            await WriteAsync(set);
        }

        json.WriteEndArray();

        json.WriteStartArray("snapshots");
        foreach (var snapshot in scope.Targets.SelectMany(target => history.Stream(scope.Key, target.Index, scope.Time)))
        {
            await WriteAsync(Cut(snapshot.ToSnapshot(), scope.Addresses));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellation);

        async ValueTask WriteAsync<T>(T item)
        {
            JsonSerializer.Serialize(json, item, ContractJson.Options);
            json.Flush();
            await ExportFlow.PaceAsync(output, cancellation);
        }
    }

    /// <summary>The sets in force in the time wanted.</summary>
    private static IEnumerable<MappingSet> Mappings(ExportScope scope, int target, IHistoryReader history)
    {
        var times = history.MappingTimes(scope.Key, target);
        for (var i = 0; i < times.Count; i++)
        {
            var isFirst = i == 0;
            var isOver = i + 1 < times.Count && times[i + 1] <= scope.Time.FromUs;
            var isLater = !isFirst && times[i] >= scope.Time.ToUs;
            if (!isOver && !isLater && history.Mappings(scope.Key, target, times[i])?.ToSet() is { } set)
            {
                yield return set with { Mappings = [.. set.Mappings.Where(mapping => scope.Addresses.Intersects(new AddressRange(mapping.Start, mapping.End)))] };
            }
        }
    }

    /// <summary>The snapshot's regions as far as they were selected, with all that is told of each.</summary>
    private static Snapshot Cut(Snapshot snapshot, AddressRange addresses)
    {
        if (addresses == AddressRange.All)
        {
            return snapshot;
        }

        var parts = Array.ConvertAll(snapshot.Regions, region => new AddressRange(region.Start, region.End).Overlap(addresses));
        var kept = Enumerable.Range(0, parts.Length).Where(i => parts[i].Size > 0).ToArray();
        return snapshot with
        {
            Regions = [.. kept.Select(i => snapshot.Regions[i] with { Start = parts[i].Start, End = parts[i].End })],
            Unknown = Kept(snapshot.Unknown),
            Samples = Kept(snapshot.Samples),
            Touched = Kept(snapshot.Touched),
            TouchedError = Kept(snapshot.TouchedError),
            SinceUs = Kept(snapshot.SinceUs),
        };

        T[]? Kept<T>(T[]? all) => all is null ? null : [.. kept.Select(i => all[i])];
    }
}
