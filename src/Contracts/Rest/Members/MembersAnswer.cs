namespace Damon.Contracts.Rest.Members;

/// <summary>Memory of each target at one moment.</summary>
/// <param name="EdgesS">The times between the groups of idle bytes, seconds, ascending.</param>
/// <param name="WindowsS">The windows, seconds, ascending.</param>
/// <param name="Members">By index; a target that had ended by then, and one that nothing is told of yet, is not among them.</param>
public sealed record MembersAnswer(IReadOnlyList<int> EdgesS, IReadOnlyList<int> WindowsS, IReadOnlyList<Member> Members);
