namespace Damon.Run.Arguments;

/// <summary>The command line, understood.</summary>
/// <param name="Monitor">What to monitor.</param>
/// <param name="ServerOptions">Everything not known here, in order: the server's.</param>
internal sealed record RunOptions(MonitorChoice Monitor, IReadOnlyList<string> ServerOptions);
