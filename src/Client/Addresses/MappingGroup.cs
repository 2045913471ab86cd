using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Addresses;

/// <summary>Neighbouring mappings of one name and kind, such as the parts of a library.</summary>
/// <param name="Range">From the first byte of the first to the end of the last.</param>
/// <param name="Name">Short name.</param>
/// <param name="FullName">Path, or the kernel's name.</param>
/// <param name="Kind">What backs it.</param>
/// <param name="Permissions">The permissions that occur, each once, in address order.</param>
public sealed record MappingGroup(AddressRange Range, string Name, string FullName, MappingKind Kind, string Permissions);
