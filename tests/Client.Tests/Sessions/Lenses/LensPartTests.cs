using Damon.Client.Sessions.Lenses;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Sessions.Lenses;

public sealed class LensPartTests
{
    private const ulong GiB = 1 << 30;

    private static readonly Mapping[] Mappings =
    [
        new(0x1000, 0x3000, "rw-p", "[heap]", MappingKind.Heap),
        new(0x1_0000_0000, 0x1_0000_0000 + (6 * GiB), "rw-p", "", MappingKind.Anonymous),
        new(0x9_0000_0000, 0x9_0000_0000 + (64 * GiB), "---p", "", MappingKind.Anonymous),
        new(0x7f00_0000_0000, 0x7f00_0000_4000, "r-xp", "/lib/libc.so.6", MappingKind.File),
        new(0x7f00_0000_4000, 0x7f00_0000_6000, "r--p", "/lib/libc.so.6", MappingKind.File),
        new(0xffff_ffff_ff60_0000, 0xffff_ffff_ff60_1000, "--xp", "[vsyscall]", MappingKind.Vdso),
    ];

    [Fact]
    public void Of_Selection_IsWhatIsMappedInItBiggestFirst()
    {
        var parts = LensPart.Of(new SelectedArea(0, 1, 0x2000, ulong.MaxValue), Mappings);

        // 6 GiB are more than a lens takes; what is reserved has no pages.
        Assert.Equal([("libc.so.6", new AddressRange(0x7f00_0000_0000, 0x7f00_0000_6000)), ("heap", new AddressRange(0x2000, 0x3000))], parts.Select(part => (part.Name, part.Range)));
    }

    [Fact]
    public void Of_PartOfALargeMapping_FitsIn()
    {
        var part = Assert.Single(LensPart.Of(new SelectedArea(0, 1, 0x1_0000_0000, 0x1_0000_0000 + GiB), Mappings));

        Assert.Equal(GiB, part.Range.Size);
    }

    [Fact]
    public void Mapped_LeavesOutWhatLiesBesideAllMappings()
    {
        Assert.Equal(new AddressRange(0x1000, 0x7f00_0000_6000), LensPart.Mapped(new SelectedArea(0, 1, 0, ulong.MaxValue), Mappings));
        Assert.Equal(new AddressRange(0x5000, 0x6000), LensPart.Mapped(new SelectedArea(0, 1, 0x5000, 0x6000), Mappings));
        Assert.Equal(new AddressRange(0x5000, 0x6000), LensPart.Mapped(new SelectedArea(0, 1, 0x5000, 0x6000), []));
    }
}
