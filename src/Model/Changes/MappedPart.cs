using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Model.Changes;

/// <summary>A mapping as far as its changes are concerned.</summary>
/// <param name="Range">Its addresses.</param>
/// <param name="Name">What it is called; empty when it has no name.</param>
/// <param name="Kind">What backs it.</param>
/// <param name="IsAccessible">Whether anything in it can be accessed; address space that is only reserved is no memory.</param>
public readonly record struct MappedPart(AddressRange Range, string Name, MappingKind Kind, bool IsAccessible);
