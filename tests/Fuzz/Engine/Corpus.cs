namespace Damon.Fuzz.Engine;

/// <summary>Files to begin with, and those that once did harm: a folder for each target.</summary>
internal static class Corpus
{
    /// <summary>What a target begins with.</summary>
    public static IReadOnlyList<byte[]> Of(IFuzzTarget target)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "corpus", target.Name);
        string[] files = Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal)] : [];
        return [.. target.Seeds, .. files.Select(File.ReadAllBytes)];
    }
}
