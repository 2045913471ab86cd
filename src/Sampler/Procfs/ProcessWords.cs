using Damon.Model.Groups;

namespace Damon.Sampler.Procfs;

/// <summary>What tells to which groups a process belongs; less to read than everything about it.</summary>
/// <param name="StartTime">When it was started, to 10 ms.</param>
/// <param name="Name">The kernel's short name (comm).</param>
/// <param name="CommandLine">Arguments joined by blanks, without what looks like a secret; the short name when there are none.</param>
/// <param name="Cgroups">The text of <c>/proc/PID/cgroup</c>; empty where it was not asked for.</param>
internal sealed record ProcessWords(DateTimeOffset StartTime, string Name, string CommandLine, string Cgroups)
{
    /// <summary>Whether a pattern stands for the name, the command line, or the file name of its first word.</summary>
    public bool Match(GlobPattern pattern) => pattern.IsMatch(Name) || pattern.IsMatch(CommandLine) || pattern.IsMatch(FileOfFirstWord());

    private ReadOnlySpan<char> FileOfFirstWord()
    {
        var end = CommandLine.IndexOf(' ', StringComparison.Ordinal);
        var word = CommandLine.AsSpan(0, end < 0 ? CommandLine.Length : end);
        return word[(word.LastIndexOf('/') + 1)..];
    }
}
