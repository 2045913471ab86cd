using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Changes;

/// <summary>A place on the time axis where something has changed; several changes that lie too near to each other are one.</summary>
/// <param name="Share">Where, 0 .. 1 of the time shown.</param>
/// <param name="Changes">What has changed, in order of time; never empty.</param>
public sealed record ChangeMark(double Share, IReadOnlyList<Change> Changes)
{
    /// <summary>Of what kind the one is that weighs most.</summary>
    public ChangeKind Kind => Changes.MaxBy(change => change.Kind)!.Kind;
}
