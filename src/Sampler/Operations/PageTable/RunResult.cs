namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>enum damon_result</c> of <c>Bpf/page_table.h</c>: how a run of a program ended.</summary>
internal enum RunResult : uint
{
    /// <summary>All answers hold.</summary>
    Ok = 0,

    /// <summary>No such process, or it is not the same any more.</summary>
    NoTask = 1,

    /// <summary>It is exiting, or a kernel thread.</summary>
    NoMemoryMap = 2,

    /// <summary>It exited or replaced its program while it was read; the answers are void.</summary>
    Changed = 3,
}
