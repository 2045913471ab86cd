namespace Damon.Fuzz.Engine;

/// <summary>An input that did what none may.</summary>
/// <param name="Input">The input.</param>
/// <param name="What">What it did.</param>
/// <param name="Key">The same for faults that are alike.</param>
internal sealed record FuzzFault(byte[] Input, string What, string Key);
