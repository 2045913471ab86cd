namespace Damon.Sampler.Operations.PageTable;

/// <summary><c>enum damon_block</c> of <c>Bpf/page_table.h</c>.</summary>
internal enum BlockKind : uint
{
    /// <summary>Nothing mapped.</summary>
    Absent = 0,

    /// <summary>512 entries, copied.</summary>
    Table = 1,

    /// <summary>One leaf for the whole block.</summary>
    Huge = 2,
}
