namespace Damon.Contracts.Rest.Members;

/// <summary>Memory of one target at a moment: what that process has, and how long it had not accessed it.</summary>
/// <param name="Target">Index of the target.</param>
/// <param name="AtUs">The moment, Unix microseconds.</param>
/// <param name="WatchedUs">For how long it had been watched then, microseconds.</param>
/// <param name="ResolutionUs">How exactly times longer than this are known, microseconds.</param>
/// <param name="Idle">Bytes by the time since their last access.</param>
/// <param name="Needed">Bytes accessed within each window; null where the target had not been watched for so long.</param>
/// <param name="NeededErrors">Standard error of each.</param>
public sealed record Member(int Target, long AtUs, long WatchedUs, long ResolutionUs, IdleTotal Idle, IReadOnlyList<long?> Needed, IReadOnlyList<long?> NeededErrors);
