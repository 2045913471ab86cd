using Damon.Client.Idle;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Members;

/// <summary>One process of a session, with its memory at the moment shown.</summary>
/// <param name="Target">The process.</param>
/// <param name="Moment">What is told of it; null when nothing is.</param>
/// <param name="Needed">Accessed within the window chosen; null where that is not known.</param>
/// <param name="ColdBytes">Not accessed for ten minutes, bytes; null where that is not known.</param>
public sealed record MemberRow(TargetResource Target, IdleMoment? Moment, NeededMemory? Needed, double? ColdBytes)
{
    /// <summary>Whether it was not sampled any more.</summary>
    public bool HasEnded => Target.EndedBecause is not null;

    /// <summary>Present bytes; null where they are not known.</summary>
    public long? ResidentBytes => Moment?.Idle.ResidentBytes;
}
