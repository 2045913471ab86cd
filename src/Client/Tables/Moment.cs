using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Tables;

/// <summary>What a table shows: one snapshot with what belongs to its time.</summary>
/// <param name="Snapshot">The snapshot; null when none is known.</param>
/// <param name="Groups">Mappings of the target.</param>
/// <param name="AtText">The time in words.</param>
public sealed record Moment(Snapshot? Snapshot, MappingGroups Groups, string AtText);
