using Damon.Client.Addresses;

namespace Damon.Client.Compare.Alignment;

/// <summary>A mapping that may get a place on the common axis.</summary>
/// <param name="Group">The mapping, with neighbours of the same name.</param>
/// <param name="AccessedBytes">Bytes of it accessed, over all snapshots read.</param>
public sealed record AlignCandidate(MappingGroup Group, double AccessedBytes);
