using System.Globalization;

namespace Damon.Server.History;

/// <summary>The place of one snapshot in the order of pages: what comes next is after it.</summary>
/// <param name="StartUs">Its start, Unix microseconds.</param>
/// <param name="Target">Its target.</param>
/// <param name="Seq">Its number.</param>
internal readonly record struct SnapshotCursor(long StartUs, int Target, long Seq)
{
    /// <summary>The place of a snapshot.</summary>
    public static SnapshotCursor Of(SnapshotFigures snapshot) => new(snapshot.StartUs, snapshot.Target, snapshot.Seq);

    /// <summary>Reads the text form; null when it is none.</summary>
    public static SnapshotCursor? TryParse(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var target)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new SnapshotCursor(start, target, seq)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{StartUs}-{Target}-{Seq}");
}
