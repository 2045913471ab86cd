using Bunit;
using Damon.Client.Charts;
using Damon.Client.PicturePages;
using Damon.Client.Tests.Pages;

namespace Damon.Client.Tests.PicturePages;

public sealed class ViewToolbarTests : PageTest
{
    private readonly FakePage _page = new();

    [Fact]
    public void Buttons_OfAZoomedView_DoWhatTheySay()
    {
        (_page.CanGoBack, _page.Zoomed) = (true, true);
        var toolbar = Show();

        foreach (var button in new[] { "[data-testid=zoom-in]", "[aria-label='Zoom out']", "[data-testid=back]", "[data-testid=fit]", "[data-testid=save-png]" })
        {
            toolbar.Find(button).Click();
        }

        Assert.Equal(["zoom in", "zoom out", "back", "fit", "save"], _page.Done);
    }

    [Fact]
    public void Buttons_OfTheFirstView_NeitherGoBackNorFit()
    {
        var toolbar = Show();

        Assert.True(toolbar.Find("[data-testid=back]").HasAttribute("disabled"));
        Assert.True(toolbar.Find("[data-testid=fit]").HasAttribute("disabled"));
    }

    [Fact]
    public void Dragging_Chosen_IsToldAndMarked()
    {
        var toolbar = Show();

        toolbar.Find("[data-testid=drag-pan]").Click();

        Assert.Equal(DragMode.Pan, _page.Drag);
        Assert.Equal("true", toolbar.Find("[data-testid=drag-pan]").GetAttribute("aria-checked"));
        Assert.Equal("false", toolbar.Find("[data-testid=drag-zoom]").GetAttribute("aria-checked"));
        Assert.Empty(toolbar.FindAll("[data-testid=drag-select]"));
    }

    // It has a place of its own, out of the row of tools: nothing is to come or go there.
    [Fact]
    public void Fetching_BeginsAndEnds_IsToldWhereNothingElseIs()
    {
        var toolbar = Show();
        var tools = toolbar.FindAll(".tools > *").Count;
        Assert.Equal("", toolbar.Find(".fetching").TextContent);

        toolbar.Render(p => p.Add(t => t.Fetching, true));
        Assert.Equal("Loading…", toolbar.Find(".fetching[role=status]").TextContent);
        Assert.Equal(tools, toolbar.FindAll(".tools > *").Count);
    }

    private IRenderedComponent<ViewToolbar> Show()
        => Render<ViewToolbar>(p => p.Add(t => t.Page, _page).Add(t => t.Modes, [DragMode.Zoom, DragMode.Pan]));
}
