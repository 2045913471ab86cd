using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Reports;

namespace Damon.Run.Tests.Looking.Reports;

public sealed class PictureBandsTests
{
    private const ulong M = 1 << 20;

    [Fact]
    public void Choose_ReservedSpaceBetween_LeavesItOutAndDividesTheRowsBySize() => Assert.Equal(
        [
            new PictureBand(new AddressRange(10 * M, 20 * M), 2, "[heap]"),
            new PictureBand(new AddressRange(1_000 * M, 1_080 * M), 14, "anonymous and others"),
        ],
        PictureBands.Choose(
            [new AreaResource(10 * M, 20 * M), new AreaResource(500 * M, 2_000 * M)],
            [
                Mapping(10, 20, "rw-p", "[heap]"),
                Mapping(500, 1_000, "---p", ""),
                Mapping(1_000, 1_070, "rw-p", ""),
                Mapping(1_071, 1_080, "r-xp", "/lib/x"),
                Mapping(1_500, 1_600, "rw-p", ""),
            ],
            [Use(10, 5, "[heap]"), Use(1_000, 60, ""), Use(1_071, 1, "/lib/x"), Use(1_500, 0, "")],
            16));

    [Fact]
    public void Choose_ManyPieces_TakesThoseThatHoldMostInOrderOfAddress() => Assert.Equal(
        [10 * M, 30 * M, 50 * M, 70 * M, 90 * M],
        PictureBands.Choose(
            [new AreaResource(0, 200 * M)],
            [.. Enumerable.Range(0, 10).Select(i => Mapping((ulong)i * 10, ((ulong)i * 10) + 1, "rw-p", ""))],
            [.. Enumerable.Range(0, 10).Select(i => Use((ulong)i * 10, i % 2 == 1 ? 9 : 1, ""))],
            16).Select(band => band.Range.Start));

    [Fact]
    public void Choose_NothingHeld_IsNothing() => Assert.Empty(PictureBands.Choose([new AreaResource(0, M)], [Mapping(0, 1, "rw-p", "")], [], 16));

    private static Mapping Mapping(ulong start, ulong end, string permissions, string name) => new(start * M, end * M, permissions, name, MappingKind.Anonymous);

    private static MappingUse Use(ulong start, long holds, string name) =>
        new(start * M, (start + 1) * M, name, MappingKind.Anonymous, new MemoryUse(holds * Some.MiB, null, null, 0));
}
