using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>How a command ended.</summary>
/// <param name="Code">The outcome.</param>
/// <param name="Message">What went wrong and what to do; null when all is well.</param>
/// <param name="Field">The request's field at fault, in JSON spelling from the body's root; null when it is none.</param>
[MessagePackObject]
public sealed record CommandAnswer(
    [property: Key(0)] CommandCode Code,
    [property: Key(1)] string? Message = null,
    [property: Key(2)] string? Field = null);
