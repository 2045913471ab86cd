using Damon.Client.Colours;
using Damon.Client.Compare;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;

namespace Damon.Client.Tests.Compare;

public sealed class CompareSettingsTests
{
    [Fact]
    public void Parse_Nothing_IsTheDefaultWithoutASentence()
    {
        var notes = new List<string>();

        Assert.Equal(new CompareSettings(), CompareSettings.Parse("", notes));
        Assert.Empty(notes);
    }

    [Theory]
    [InlineData("afrom=x", "afrom=x")]
    [InlineData("bto=-3", "bto=-3")]
    [InlineData("btarget=one", "btarget=one")]
    [InlineData("by=7", "by=7")]
    [InlineData("scale=cube", "scale=cube")]
    [InlineData("map=jet", "map=jet")]
    [InlineData("max=0", "max=0")]
    [InlineData("hide=101", "hide=101")]
    [InlineData("low=12", "low=12")]
    [InlineData("from=1e400", "from=1e400")]
    [InlineData("from=9&to=5", "ends before it begins")]
    [InlineData("low=0x20&high=0x20", "no height")]
    public void Parse_Nonsense_IsTheDefaultWithASentence(string query, string said)
    {
        var notes = new List<string>();

        Assert.Equal(new CompareSettings(), CompareSettings.Parse("?" + query, notes));
        Assert.Contains(said, Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Query_OfTheDefault_IsEmpty() => Assert.All(new CompareSettings().Query().Values, Assert.Null);

    [Fact]
    public void Parse_OfAQuery_GivesTheSame()
    {
        var settings = new CompareSettings
        {
            A = new SideSettings { Session = "one", Target = 1, FromUs = 0, ToUs = 12_500_000 },
            B = new SideSettings { Session = "a b/ü", FromUs = 1_234_567 },
            By = AlignBy.Mapping,
            Shading = new CellShading { Scale = ColourScale.Log, Map = ColourMap.Cividis, Most = 25, HideBelow = 0.5 },
            FromUs = 2_000_001,
            ToUs = 3_000_000,
            Low = 0,
            High = 0x7f00_0010_0000,
        };
        var notes = new List<string>();

        var read = CompareSettings.Parse("?" + string.Join('&', settings.Query().Where(q => q.Value is not null).Select(q => $"{q.Key}={Uri.EscapeDataString((string)q.Value!)}")), notes);

        Assert.Equal(settings, read);
        Assert.Empty(notes);
    }
}
