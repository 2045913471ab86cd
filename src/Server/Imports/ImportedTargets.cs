using System.Globalization;
using Damon.Server.Imports.Formats;
using Damon.Server.Sessions;

namespace Damon.Server.Imports;

/// <summary>What records become as targets: each is one, and none is a process of this host.</summary>
internal static class ImportedTargets
{
    /// <summary>In place of a process id: no process has it.</summary>
    public const int NoPid = 0;

    /// <summary>The targets of records, by index.</summary>
    public static IReadOnlyList<SessionTarget> Of(IReadOnlyList<RecordSummary> records)
    {
        var names = records.Select(record => NameOf(record.Head)).ToArray();
        var several = names.CountBy(name => name).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();
        return [.. names.Select((name, index) => new SessionTarget(index, NoPid, default, several.Contains(name) ? name + Place(records[index].Head, index) : name))];
    }

    private static string NameOf(RecordHead? head) => head?.TargetId is { } id ? "target " + id : "physical memory";

    /// <summary>Several contexts may have a target of the same number.</summary>
    private static string Place(RecordHead? head, int index) => head is { Kdamond: { } kdamond, Context: { } context }
        ? string.Create(CultureInfo.InvariantCulture, $" of kdamond {kdamond}, context {context}, record {index + 1}")
        : string.Create(CultureInfo.InvariantCulture, $", record {index + 1}");
}
