using Damon.Client.Addresses;
using Damon.Client.Tables.Mappings;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Tables.Mappings;

public sealed class MappingSortTests
{
    // a: small and hot; b: large and lukewarm; c: unknown; d and e: cold, e for longer.
    private static readonly MappingFigure[] Figures =
    [
        Figure("a", 100, 90, 90, 0, null),
        Figure("b", 1_000, 20, 300, 400, 70),
        Figure("c", 500, null, 0, 0, null),
        Figure("d", 400, 0, 0, 400, 60),
        Figure("e", 400, 0, 0, 400, 80),
    ];

    [Theory]
    [InlineData(MappingColumn.Heat, true, "b a d e c")]
    [InlineData(MappingColumn.Idle, true, "e b d a c")]
    [InlineData(MappingColumn.Name, false, "a b c d e")]
    [InlineData(MappingColumn.Name, true, "e d c b a")]
    [InlineData(MappingColumn.Size, true, "b c d e a")]
    [InlineData(MappingColumn.Use, true, "a b d e c")]
    [InlineData(MappingColumn.Rate, false, "d e b a c")]
    [InlineData(MappingColumn.Rate, true, "a b d e c")]
    [InlineData(MappingColumn.Idle, false, "a d b e c")]
    [InlineData(MappingColumn.IdleFor, true, "e b d c a")]
    public void Apply_Column_PutsTheUnknownLast(MappingColumn column, bool falling, string expected)
        => Assert.Equal(expected, string.Join(' ', new MappingSort(column, falling).Apply(Figures).Select(f => f.Mapping!.Name)));

    [Fact]
    public void Press_Columns_BeginWithTheLargestAndNamesWithA()
    {
        Assert.Equal(new MappingSort(MappingColumn.Size, true), MappingSort.Hottest.Press(MappingColumn.Size));
        Assert.Equal(new MappingSort(MappingColumn.Name, false), MappingSort.Hottest.Press(MappingColumn.Name));
        Assert.Equal(new MappingSort(MappingColumn.Idle, false), MappingSort.Coldest.Press(MappingColumn.Idle));
    }

    private static MappingFigure Figure(string name, double bytes, double? percent, double accessed, double idle, double? longest) => new()
    {
        Mapping = new MappingGroup(new AddressRange(0, (ulong)bytes), name, name, MappingKind.File, "r--p"),
        MonitoredBytes = bytes,
        AccessedBytes = accessed,
        IdleBytes = idle,
        UnknownBytes = percent is null ? bytes : 0,
        LongestIdleUs = longest * 1e6,
        Weight = percent is null ? 0 : bytes,
        WeightedPercent = bytes * percent ?? 0,
    };
}
