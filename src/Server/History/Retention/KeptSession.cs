namespace Damon.Server.History.Retention;

/// <summary>What there is of a session.</summary>
/// <param name="Key">Its key.</param>
/// <param name="FirstUs">Start of the first snapshot that is kept, Unix microseconds.</param>
/// <param name="LastUs">End of its last, Unix microseconds.</param>
/// <param name="Bytes">What it takes.</param>
/// <param name="IsActive">Whether it goes on: then it never goes as a whole.</param>
internal sealed record KeptSession(long Key, long FirstUs, long LastUs, long Bytes, bool IsActive);
