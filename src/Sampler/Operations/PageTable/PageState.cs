namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>enum damon_page</c> of <c>Bpf/page_table.h</c>: what a page looks like in the tables.</summary>
internal enum PageState : byte
{
    /// <summary>No mapping, or nothing present in it.</summary>
    Absent = 0,

    /// <summary>Accessed bit clear.</summary>
    Old = 1,

    /// <summary>Accessed bit set; advice can clear it.</summary>
    Young = 2,

    /// <summary>As <see cref="Young"/>, once the LRU batch of the processor it waits in is drained.</summary>
    YoungOffLru = 3,

    /// <summary>Accessed bit set and stuck: the page is locked in memory.</summary>
    Locked = 4,

    /// <summary>Accessed bit set and stuck: other processes map the page too.</summary>
    Shared = 5,

    /// <summary>Accessed bit set and stuck: hugetlb, zero page or raw frames.</summary>
    Special = 6,

    /// <summary>Accessed bit set, and clearing it would split a large folio.</summary>
    PartOfFolio = 7,
}
