using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Tables.Mappings;

/// <summary>Mappings for tests, in pages.</summary>
internal static class Maps
{
    public static Mapping Heap(ulong start, ulong end) => new(start * 4096, end * 4096, "rw-p", "[heap]", MappingKind.Heap);

    public static Mapping File(ulong start, ulong end, string name, string permissions = "r--p")
        => new(start * 4096, end * 4096, permissions, "/usr/lib/" + name, MappingKind.File);

    public static Mapping Anonymous(ulong start, ulong end, string permissions = "rw-p")
        => new(start * 4096, end * 4096, permissions, "", MappingKind.Anonymous);

    public static MappingGroups Groups(params Mapping[] mappings) => MappingGroups.Of(mappings);
}
