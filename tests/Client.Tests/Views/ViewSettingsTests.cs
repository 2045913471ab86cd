using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Views;

namespace Damon.Client.Tests.Views;

public sealed class ViewSettingsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?scale=7&map=jet&window=17&target=-3&from=9&to=5&low=12&high=0x&max=0&hide=-1&line=9&idle=5&need=7&alone=2&limit=0&at=x&select=1~2~3~4")]
    public void Parse_NothingOrNonsense_IsTheDefault(string query) => Assert.Equal(new ViewSettings(), ViewSettings.Parse(query));

    [Fact]
    public void Query_OfTheDefault_IsEmpty() => Assert.All(new ViewSettings().Query().Values, Assert.Null);

    [Fact]
    public void Parse_OfAQuery_GivesTheSame()
    {
        var settings = new ViewSettings
        {
            Shading = new CellShading { Scale = ColourScale.Log, Map = ColourMap.Cividis, Most = 25, HideBelow = 0.5 },
            Lines = LineKind.Intervals,
            WindowUs = 300_000_000,
            Target = 2,
            IdleSeconds = 300,
            NeedSeconds = 900,
            Alone = true,
            WhatIfBytes = 268_435_456,
            FromUs = 1_700_000_000_000_000,
            ToUs = 1_700_000_001_000_000,
            Low = 0x7f00_0000_0000,
            High = 0x7f00_0010_0000,
            AtUs = 1_700_000_000_500_000,
            Selection = new SelectedArea(1_700_000_000_100_000, 1_700_000_000_200_000, 0x7f00_0000_1000, 0x7f00_0000_2000),
        };

        Assert.Equal(settings, ViewSettings.Parse("?" + string.Join('&', settings.Query().Where(q => q.Value is not null).Select(q => $"{q.Key}={Uri.EscapeDataString((string)q.Value!)}"))));
    }
}
