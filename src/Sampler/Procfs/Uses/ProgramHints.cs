namespace Damon.Sampler.Procfs.Uses;

/// <summary>What is known of a process beside its mappings.</summary>
/// <param name="Name">The kernel's short name (comm).</param>
/// <param name="CommandLine">Arguments joined by blanks.</param>
/// <param name="StackPointers">Where its sleeping threads have their stacks; not all of them are known.</param>
internal readonly record struct ProgramHints(string Name, string CommandLine, IReadOnlyList<ulong> StackPointers);
