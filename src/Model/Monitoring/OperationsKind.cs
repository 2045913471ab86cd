namespace Damon.Model.Monitoring;

/// <summary>How access to a page is checked (the kernel's "monitoring operations"); those first that disturb the target least.</summary>
public enum OperationsKind
{
    /// <summary>The best kind that is available on the sampler's host.</summary>
    Auto,

    /// <summary>The kernel's own DAMON, <c>vaddr</c>.</summary>
    KernelDamon,

    /// <summary>Idle page tracking through <c>/sys/kernel/mm/page_idle</c>.</summary>
    PageIdle,

    /// <summary>Accessed bits read by BPF and cleared by <c>process_madvise</c>.</summary>
    PageTable,

    /// <summary><c>clear_refs</c> and the Referenced line of <c>smaps</c>.</summary>
    Referenced,
}
