namespace Damon.Sampler.Groups;

/// <summary>A control group.</summary>
/// <param name="Hierarchy">The tree in which it is.</param>
/// <param name="Path">From the tree's root.</param>
internal sealed record CgroupPlace(CgroupHierarchy Hierarchy, string Path)
{
    /// <summary>The group and those above it, from the root down; none for a group outside of the sampler's own namespace, which has no folder here.</summary>
    public IEnumerable<CgroupPlace> FromRoot()
    {
        var line = new CgroupLine([], Path);
        return line.IsOutside ? [] : line.Upwards().Prepend(CgroupLine.Root).Select(path => this with { Path = path });
    }

    /// <summary>A number in one of its files; null when there is none, such as <c>max</c>.</summary>
    public long? ReadNumber(string file) => CgroupFolder.ReadNumber(Hierarchy.FolderOf(Path), file);
}
