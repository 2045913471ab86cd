using Bunit;
using Damon.Client.Tables.WorkingSets;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Tables.WorkingSets;

public sealed class WorkingSetPanelTests : PageTest
{
    [Fact]
    public void Open_Percentiles_AreATableAndACurveInWords()
    {
        var set = new WorkingSetResource([.. Enumerable.Range(0, 21).Select(i => i * 5L << 20)], 51 << 20, []);

        var panel = Render<WorkingSetPanel>(p => p.Add(w => w.WorkingSet, set).Add(w => w.OverText, "over the last 5 min"));

        Assert.Equal(["least", "25 %", "median", "75 %", "95 %", "most", "mean"], panel.FindAll("th").Select(h => h.TextContent));
        Assert.Equal(["0 B", "25 MiB", "50 MiB", "75 MiB", "95 MiB", "100 MiB", "51 MiB"], panel.FindAll("td").Select(d => d.TextContent));
        Assert.Contains("median 50 MiB", panel.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("over the last 5 min", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Estimates_TellTheErrorOfTheMean()
    {
        var set = new WorkingSetResource([.. Enumerable.Range(0, 21).Select(i => i * 5L << 20)], 51 << 20, []) { Error = 2 << 20 };

        var panel = Render<WorkingSetPanel>(p => p.Add(w => w.WorkingSet, set));

        Assert.Equal("51 MiB ± 4 MiB", panel.FindAll("td")[^1].TextContent);
        Assert.Contains("the bytes touched", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Nothing_SaysWhichNothing()
    {
        var panel = Render<WorkingSetPanel>();
        Assert.Contains("Not known yet.", panel.Markup, StringComparison.Ordinal);

        panel.Render(p => p.Add(w => w.WorkingSet, new WorkingSetResource([], 0, [])));

        Assert.Contains("No snapshot lies in this time.", panel.Markup, StringComparison.Ordinal);
    }
}
