namespace Damon.Sampler.Groups;

/// <summary>Units of systemd, which gives each a control group of the same name.</summary>
internal static class UnitName
{
    private static readonly string[] Suffixes = [".service", ".scope", ".slice", ".socket", ".mount", ".swap"];

    /// <summary>Units in a path of a control group, from the top on; a service lies in slices, and may have a manager of its own above it.</summary>
    public static IEnumerable<string> In(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Plain).Where(IsUnit);

    /// <summary>Whether a path lies in a unit.</summary>
    /// <param name="path">The path of a control group.</param>
    /// <param name="unit">The unit; a service, where it has no suffix.</param>
    public static bool IsIn(string path, string unit) => In(path).Contains(IsUnit(unit) ? unit : unit + Suffixes[0], StringComparer.Ordinal);

    private static bool IsUnit(string name) => Suffixes.Any(suffix => name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal));

    // Where a unit's name could be taken for one of the kernel's files, systemd writes an underscore before it.
    private static string Plain(string folder) => folder is ['_', .. var rest] ? rest : folder;
}
