using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Addresses;

public sealed class NameLabelsTests
{
    private const ulong Mega = 1 << 20;

    [Fact]
    public void Choose_HeapArenaLibrariesAndStack_NamesThem()
    {
        Mapping[] mappings =
        [
            new(0, 4 * Mega, "rw-p", "[heap]", MappingKind.Heap),
            new(1_000 * Mega, 1_256 * Mega, "rw-p", "[anon:arena]", MappingKind.NamedAnonymous),
            new(1_256 * Mega, 1_260 * Mega, "r-xp", "/usr/lib/libm.so.6", MappingKind.File),
            new(1_260 * Mega, 1_264 * Mega, "r-xp", "/usr/lib/libc.so.6", MappingKind.File),
            new(1_264 * Mega, 1_268 * Mega, "r--p", "/usr/lib/ld-linux.so.2", MappingKind.File),
            new(9_000 * Mega, 9_001 * Mega, "rw-p", "[stack]", MappingKind.Stack),
        ];
        var axis = AddressAxis.Create([new(0, 4 * Mega), new(1_000 * Mega, 1_268 * Mega), new(9_000 * Mega, 9_001 * Mega)]);

        Assert.Equal(["heap", "[anon:arena]", "libraries", "stack"], NameLabels.Choose(axis, mappings, 0, 1, 30).Select(l => l.Text));
    }

    [Fact]
    public void Choose_ZoomedIn_NamesEachLibrary()
    {
        Mapping[] mappings =
        [
            new(0, 2 * Mega, "r-xp", "/usr/lib/libm.so.6", MappingKind.File),
            new(2 * Mega, 4 * Mega, "r-xp", "/usr/lib/libc.so.6", MappingKind.File),
        ];

        Assert.Equal(["libm.so.6", "libc.so.6"], NameLabels.Choose(AddressAxis.Create([new(0, 4 * Mega)]), mappings, 0, 1, 30).Select(l => l.Text));
    }

    [Fact]
    public void Choose_BandOfManySmallMappings_IsNamedByMostOfIt()
    {
        var mappings = Enumerable.Range(0, 40).Select(i => i % 4 == 3
            ? new Mapping((ulong)i * Mega, (ulong)(i + 1) * Mega, "rw-p", "", MappingKind.Anonymous)
            : new Mapping((ulong)i * Mega, (ulong)(i + 1) * Mega, "r-xp", $"/usr/lib/lib{i}.so", MappingKind.File)).ToArray();

        Assert.Equal([new AxisTick(0.5, "libraries")], NameLabels.Choose(AddressAxis.Create([new(0, 40 * Mega)]), mappings, 0, 1, 6));
    }

    [Fact]
    public void Choose_PartsOfOneFile_ShareALabel()
    {
        Mapping[] mappings =
        [
            new(0, 2 * Mega, "r--p", "/opt/app", MappingKind.File),
            new(2 * Mega, 4 * Mega, "r-xp", "/opt/app", MappingKind.File),
        ];

        Assert.Equal([new AxisTick(0.5, "app")], NameLabels.Choose(AddressAxis.Create([new(0, 4 * Mega)]), mappings, 0, 1, 30));
    }

    [Fact]
    public void Short_WhereTheUseIsTold_IsTheUse()
    {
        var mapping = new Mapping(0, Mega, "rw-p", "", MappingKind.Anonymous, "thread stack");

        Assert.Equal(("thread stack", "thread stack"), (MappingNames.Short(mapping), MappingNames.Full(mapping)));
        Assert.Equal("thread stack", Assert.Single(MappingGroups.Of([mapping, mapping with { Start = Mega, End = 2 * Mega }]).Groups).Name);
    }

    [Theory]
    [InlineData(MappingKind.Anonymous, "", "rw-p", "anonymous")]
    [InlineData(MappingKind.Anonymous, "", "---p", "reserved")]
    [InlineData(MappingKind.File, "/a/b/c.db", "rw-s", "c.db")]
    [InlineData(MappingKind.Vdso, "[vdso]", "r-xp", "vdso")]
    [InlineData(MappingKind.NamedAnonymous, "[anon:x]", "rw-p", "[anon:x]")]
    public void Short_OfEachKind_IsWhatPeopleCallIt(MappingKind kind, string name, string permissions, string expected)
        => Assert.Equal(expected, MappingNames.Short(new Mapping(0, 1, permissions, name, kind)));
}
