using System.Text.Json;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>The numbers of the kernel's own unit tests.</summary>
internal static class Vectors
{
    private static readonly JsonDocument Document
        = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "damon-vectors.json")));

    public static JsonElement Of(string name) => Document.RootElement.GetProperty(name);

    /// <summary>The case of a list that carries this id, so that a renamed or missing case fails.</summary>
    public static JsonElement Case(string name, string id)
        => Of(name).EnumerateArray().Single(one => one.GetProperty("id").GetString() == id);

    public static IEnumerable<string> Ids(string name)
        => Of(name).EnumerateArray().Select(one => one.GetProperty("id").GetString()!);

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static ulong Ulong(this JsonElement element, string name) => element.GetProperty(name).GetUInt64();

    public static AddressRange Range(JsonElement pair) => new(pair[0].GetUInt64(), pair[1].GetUInt64());

    public static AddressRange[] Ranges(this JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(Range)];

    public static RegionList List(params IEnumerable<AddressRange> ranges)
    {
        var list = new RegionList();
        foreach (var range in ranges)
        {
            list.Add(new Region(range.Start, range.End));
        }

        return list;
    }

    public static AddressRange[] Ranges(this RegionList list)
    {
        var ranges = new AddressRange[list.Count];
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = list.Span[i].Range;
        }

        return ranges;
    }
}
