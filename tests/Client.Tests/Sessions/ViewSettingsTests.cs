using Damon.Client.Heatmap;
using Damon.Client.Sessions;

namespace Damon.Client.Tests.Sessions;

public sealed class ViewSettingsTests
{
    [Fact]
    public void Parse_NothingGiven_IsTheDefault() => Assert.Equal(new ViewSettings(), ViewSettings.Parse(null, null, null, null));

    [Fact]
    public void Parse_Nonsense_IsTheDefault() => Assert.Equal(new ViewSettings(), ViewSettings.Parse("7", "jet", 17, -3));

    [Fact]
    public void Query_OfTheDefault_IsEmpty() => Assert.All(new ViewSettings().Query().Values, Assert.Null);

    [Fact]
    public void Parse_OfAQuery_GivesTheSame()
    {
        var settings = new ViewSettings { Scale = ColourScale.Log, Map = ColourMap.Cividis, WindowUs = 300_000_000, Target = 2 };
        var query = settings.Query().ToDictionary(q => q.Key, q => (string?)q.Value);

        Assert.Equal(settings, ViewSettings.Parse(
            query["scale"], query["map"],
            int.Parse(query["window"]!, System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(query["target"]!, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
