using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What a process ran before it executed another program.</summary>
/// <param name="Name">The kernel's short name (comm) as it was known last.</param>
/// <param name="CommandLine">The command line, without what looks like a secret.</param>
/// <param name="UntilUs">When it was found to run another one, Unix microseconds.</param>
[MessagePackObject]
public sealed record EarlierProgram(
    [property: Key(0)] string Name,
    [property: Key(1)] string CommandLine,
    [property: Key(2)] long UntilUs);
