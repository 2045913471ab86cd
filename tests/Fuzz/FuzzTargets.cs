using Damon.Fuzz.Engine;
using Damon.Fuzz.Procfs;
using Damon.Fuzz.Records;
using Damon.Fuzz.Stored;
using Damon.Fuzz.Wire;

namespace Damon.Fuzz;

/// <summary>All that is fuzzed.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Known = new()
    {
        ["maps"] = MapsTargets.Maps,
        ["mapping-answers"] = MapsTargets.Answers,
        ["process-texts"] = ProcessTextTargets.Texts,
        ["cgroup-texts"] = ProcessTextTargets.Cgroups,
        ["proc-tree"] = () => new ProcTreeTarget(),
        ["record-json"] = () => RecordTargets.Of("record-json", "damo's JSON"),
        ["record-packed"] = () => RecordTargets.Of("record-packed", "damo's JSON packed by zlib or gzip"),
        ["record-text"] = () => RecordTargets.Of("record-text", "the text of perf script"),
        ["record-binary"] = () => RecordTargets.Of("record-binary", "binary records of DAMON before 2022"),
        ["stored-regions"] = StoredTargets.Regions,
        ["stored-idle"] = StoredTargets.Idle,
        ["stored-mappings"] = StoredTargets.Mappings,
        ["stored-packed"] = StoredTargets.Packed,
        ["stored-chunk"] = ColumnTargets.Chunk,
        ["stored-tile"] = ColumnTargets.Tile,
        ["rest"] = () => new RestTarget(),
        ["hub-monitor"] = () => new MonitorHubTarget(),
        ["hub-sampler"] = () => new SamplerHubTarget(),
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>One of them; null when there is none of that name.</summary>
    public static IFuzzTarget? Open(string name) => Known.TryGetValue(name, out var open) ? open() : null;
}
