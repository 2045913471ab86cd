namespace Damon.Sampler.Procfs.Uses;

/// <summary>A process's mappings with what they are used for, told when they have changed.</summary>
/// <param name="table">The mappings.</param>
/// <param name="procRoot">Where the proc file system is mounted.</param>
/// <param name="pid">The process.</param>
internal sealed class UsedMappings(MappingTable table, string procRoot, int pid)
{
    private MappingFacts[] _mappings = [];
    private MappingFacts[] _told = [];
    private bool _isNew;

    /// <summary>The mappings, when they differ from those of the last call; null when they don't, or can't be read.</summary>
    /// <remarks>The stack of a thread shows once it sleeps, so that after a change the uses are looked for once more.</remarks>
    /// <param name="name">The kernel's short name of the process.</param>
    /// <param name="commandLine">Its command line.</param>
    public MappingFacts[]? ReadWhenChanged(string name, string commandLine)
    {
        var changed = table.ReadWhenChanged();
        if (changed is null && !_isNew)
        {
            return null;
        }

        var mappings = changed ?? _mappings;
        var told = MappingUses.Of(mappings, new ProgramHints(name, commandLine, StackPointers.Read(procRoot, pid)));
        var isNews = changed is not null || !told.AsSpan().SequenceEqual(_told);
        _isNew = changed is not null;
        (_mappings, _told) = _isNew ? (mappings, told) : ([], []);
        return isNews ? told : null;
    }
}
