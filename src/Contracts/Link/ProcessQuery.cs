using Damon.Model.Groups;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>Which processes to list.</summary>
/// <param name="Search">Part of name, command line or user, without regard to case, or a pid; null or empty for all.</param>
/// <param name="Limit">At most this many.</param>
/// <param name="Kind">How the group is named whose processes are wanted; null for those of the whole host.</param>
/// <param name="Group">Its name, with a <paramref name="Kind"/>.</param>
/// <param name="ProgramsOnly">Whether command lines are told, searched and matched without their arguments.</param>
[MessagePackObject]
public sealed record ProcessQuery(
    [property: Key(0)] string? Search, [property: Key(1)] int Limit, [property: Key(2)] GroupKind? Kind = null, [property: Key(3)] string? Group = null,
    [property: Key(4)] bool ProgramsOnly = false);
