namespace Damon.Sampler.Operations.PageTable;

/// <summary>What an exact read found of one page.</summary>
internal enum PageAccess : byte
{
    /// <summary>Nothing is present at this address.</summary>
    Absent = 0,

    /// <summary>Present and not accessed.</summary>
    Idle = 1,

    /// <summary>Present and accessed.</summary>
    Accessed = 2,
}
