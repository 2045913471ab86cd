namespace Damon.Sampler.Monitoring;

/// <summary>What one access check found.</summary>
public enum AccessAnswer : byte
{
    /// <summary>The page has not been accessed since it was prepared (or is not there, which is the same).</summary>
    NotAccessed,

    /// <summary>The page has been accessed since it was prepared.</summary>
    Accessed,

    /// <summary>The page could not be made old, so its Accessed bit says nothing: neither accessed nor idle.</summary>
    Unknown,
}
