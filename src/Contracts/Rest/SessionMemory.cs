using MessagePack;

namespace Damon.Contracts.Rest;

/// <summary>How much memory all targets of a running session hold and need together, as told last. What several map counts once.</summary>
/// <param name="AtUs">When it was told, Unix microseconds.</param>
/// <param name="ResidentBytes">Present.</param>
/// <param name="UnknownBytes">Of these, those of which nothing can be told.</param>
/// <param name="NeededBytes">Accessed within the last 60 s; null where it has not been watched for so long.</param>
/// <param name="NeededError">Standard error of that.</param>
/// <param name="ColdBytes">Not accessed for 600 s; null where it has not been watched for so long.</param>
/// <param name="ColdError">Standard error of that.</param>
[MessagePackObject]
public sealed record SessionMemory(
    [property: Key(0)] long AtUs,
    [property: Key(1)] double ResidentBytes,
    [property: Key(2)] double UnknownBytes,
    [property: Key(3)] double? NeededBytes,
    [property: Key(4)] double? NeededError,
    [property: Key(5)] double? ColdBytes,
    [property: Key(6)] double? ColdError)
{
    /// <summary>Window of <see cref="NeededBytes"/>, seconds.</summary>
    public const int NeededWindowS = 60;

    /// <summary>Time of <see cref="ColdBytes"/>, seconds.</summary>
    public const int ColdAfterS = 600;
}
