namespace Damon.Model.Monitoring;

/// <summary>What backs a mapping of a target.</summary>
public enum MappingKind
{
    /// <summary>Memory of the process without a name.</summary>
    Anonymous,

    /// <summary>Anonymous memory the process has named (<c>[anon:name]</c>).</summary>
    NamedAnonymous,

    /// <summary>The <c>brk</c> heap.</summary>
    Heap,

    /// <summary>The main thread's stack.</summary>
    Stack,

    /// <summary>A mapped file, shared memory included.</summary>
    File,

    /// <summary>Code and data the kernel provides (<c>[vdso]</c>, <c>[vvar]</c>, <c>[vsyscall]</c>).</summary>
    Vdso,
}
