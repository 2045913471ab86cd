using Bunit;
using Damon.Client.Compare;
using Damon.Client.PicturePages;
using Damon.Client.Tests.Pages;

namespace Damon.Client.Tests.PicturePages;

public sealed class HelpDialogTests : PageTest
{
    [Fact]
    public void Show_ListsTheKeysOfTheTable()
    {
        var dialog = Render<HelpDialog>(p => p
            .Add(d => d.Title, "Comparing").Add(d => d.TestId, "help").Add(d => d.Keys, CompareKeys.For(new FakePage())).AddChildContent("<p>Before.</p>"));

        var rows = dialog.FindAll("tr");
        Assert.Equal("Before.", dialog.Find("p").TextContent);
        rows[0].MarkupMatches("<tr><td><kbd>F</kbd>, <kbd>Esc</kbd> or double-click</td><td>Show everything</td></tr>");
        rows[2].MarkupMatches("<tr><td><kbd>W</kbd> <kbd>+</kbd>, <kbd>S</kbd> <kbd>-</kbd></td><td>Zoom in, zoom out in time</td></tr>");
        rows[5].MarkupMatches("<tr><td>Drag, wheel</td><td>Zoom; all three pictures follow. <kbd>Shift</kbd> + drag moves them</td></tr>");
        Assert.Equal("W +, S -", rows[2].QuerySelector("td")!.TextContent);
    }
}
