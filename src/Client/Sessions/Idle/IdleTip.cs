namespace Damon.Client.Sessions.Idle;

/// <summary>What stands beside the pointer over a picture of idle memory.</summary>
/// <param name="Plot">The picture.</param>
/// <param name="X">Place from its left, 0 .. 1.</param>
/// <param name="Lines">Lines of text.</param>
public sealed record IdleTip(string Plot, double X, IReadOnlyList<string> Lines);
