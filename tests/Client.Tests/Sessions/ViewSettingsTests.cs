using System.Globalization;
using Damon.Client.Heatmap;
using Damon.Client.Sessions;

namespace Damon.Client.Tests.Sessions;

public sealed class ViewSettingsTests
{
    [Fact]
    public void Parse_NothingGiven_IsTheDefault() => Assert.Equal(new ViewSettings(), ViewSettings.Parse(new ViewQuery(null, null, null, null, null, null, null, null)));

    [Fact]
    public void Parse_Nonsense_IsTheDefault() => Assert.Equal(new ViewSettings(), ViewSettings.Parse(new ViewQuery("7", "jet", 17, -3, 9, 5, "12", "0x")));

    [Fact]
    public void Query_OfTheDefault_IsEmpty() => Assert.All(new ViewSettings().Query().Values, Assert.Null);

    [Fact]
    public void Parse_OfAQuery_GivesTheSame()
    {
        var settings = new ViewSettings
        {
            Scale = ColourScale.Log,
            Map = ColourMap.Cividis,
            WindowUs = 300_000_000,
            Target = 2,
            FromUs = 1_700_000_000_000_000,
            ToUs = 1_700_000_001_000_000,
            Low = 0x7f00_0000_0000,
            High = 0x7f00_0010_0000,
        };
        var query = settings.Query().ToDictionary(q => q.Key, q => (string?)q.Value);

        Assert.Equal(settings, ViewSettings.Parse(new ViewQuery(
            query["scale"], query["map"], (int)Number("window"), (int)Number("target"), Number("from"), Number("to"), query["low"], query["high"])));

        long Number(string name) => long.Parse(query[name]!, CultureInfo.InvariantCulture);
    }
}
