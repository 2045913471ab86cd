using Damon.Model.Monitoring;

namespace Damon.Sampler.Procfs;

/// <summary>A line of <c>/proc/PID/maps</c> with texts of its own.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Permissions"><c>rwxp</c> or <c>rwxs</c> with dashes.</param>
/// <param name="Name">Path of the file, or the kernel's name such as <c>[heap]</c>; empty when it has none.</param>
/// <param name="Kind">What backs it.</param>
/// <param name="Use">What it is used for, where that is certain; else null.</param>
internal readonly record struct MappingFacts(ulong Start, ulong End, string Permissions, string Name, MappingKind Kind, string? Use = null);
