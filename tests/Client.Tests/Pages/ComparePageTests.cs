using System.Net;
using Bunit;
using Damon.Client.Pages;
using Damon.Client.Tests.Compare;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Pages;

public sealed class ComparePageTests : PageTest
{
    private static readonly SessionResource First = TwoRecordings.First;

    private static readonly SessionResource Second = TwoRecordings.Second;

    public ComparePageTests()
    {
        TwoRecordings.Answer(Server);
    }

    [Fact]
    public async Task Open_TwoSessions_ShowsThreePicturesAndBothTables()
    {
        var page = Open("a=one&b=two");

        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        Assert.NotNull(page.Find("[data-testid=compare-a]"));
        Assert.NotNull(page.Find("[data-testid=compare-b]"));
        Assert.Contains("30 s", page.Find("[data-testid=compare-numbers]").TextContent, StringComparison.Ordinal);
        Assert.Contains("heap", page.Find("[data-testid=compare-mapping-row]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Mapping", page.Find("[data-testid=compare-by]").GetAttribute("value"));
        Assert.Contains("by mapping (automatic)", page.Find("[data-testid=compare-by]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TwoSessions_AsksForBothOnOneGrid()
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        await EventuallyAsync(() => Assert.Contains(Server.Asked, a => a.Contains("two/cells", StringComparison.Ordinal)));
        Assert.Contains(Server.Asked, a => a.Contains("one/cells?target=0&from=1000000&to=31000000&columns=300&bands=0x10000-", StringComparison.Ordinal));
        Assert.Contains(Server.Asked, a => a.Contains("two/cells?target=0&from=101000000&to=121000000&columns=200&bands=0xf4240000-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_OneSessionTwice_ComparesItsHalvesByAddress()
    {
        var page = Open("a=one&b=one");

        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        Assert.Equal("0:15", page.Find("[data-testid=compare-to-a]").GetAttribute("value"));
        Assert.Equal("0:15", page.Find("[data-testid=compare-from-b]").GetAttribute("value"));
        Assert.Equal("Address", page.Find("[data-testid=compare-by]").GetAttribute("value"));
    }

    [Fact]
    public async Task Swap_OfHalves_SwapsThemAndTheAddress()
    {
        var page = Open("a=one&b=one");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=compare-swap]").Click();

        await EventuallyAsync(() => Assert.Equal("0:15", page.Find("[data-testid=compare-from-a]").GetAttribute("value")));
        Assert.Equal("0:00", page.Find("[data-testid=compare-from-b]").GetAttribute("value"));
        Assert.Contains("afrom=15&ato=30&bfrom=0&bto=15", Address.Split('?')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swap_OfTwoSessions_SwapsThem()
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=compare-swap]").Click();

        await EventuallyAsync(() => Assert.Equal("two", page.Find("[data-testid=compare-choose-a]").GetAttribute("value")));
        Assert.Contains("a=two&b=one", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Swap_AfterFit_KeepsTheView()
    {
        var page = Open("a=one&b=two&from=5&to=10");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        page.Find("[data-testid=fit]").Click();
        await EventuallyAsync(() => Assert.DoesNotContain("from=", Address, StringComparison.Ordinal));

        page.Find("[data-testid=compare-swap]").Click();

        await EventuallyAsync(() => Assert.Equal("two", page.Find("[data-testid=compare-choose-a]").GetAttribute("value")));
        Assert.DoesNotContain("from=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NothingChosen_OffersAllSessions()
    {
        var page = Open("");

        await EventuallyAsync(() => page.Find("[data-testid=compare-choosing]"));
        Assert.Equal(3, page.FindAll("[data-testid=compare-choose-a] option").Count);
        Assert.Empty(page.FindAll("[data-testid=compare-note]"));

        page.Find("[data-testid=compare-choose-a]").Change("one");
        page.Find("[data-testid=compare-choose-b]").Change("two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        Assert.EndsWith("?a=one&b=two", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_UnknownSession_SaysSoAndOffersTheOthers()
    {
        var page = Open("a=one&b=gone");

        await EventuallyAsync(() => Assert.Contains("no session gone", page.Find("[data-testid=compare-note]").TextContent, StringComparison.Ordinal));
        Assert.Equal("one", page.Find("[data-testid=compare-choose-a]").GetAttribute("value"));
        Assert.Equal("", page.Find("[data-testid=compare-choose-b]").GetAttribute("value"));
    }

    [Fact]
    public async Task Open_NonsenseInTheAddress_SaysSoAndShowsTheDefault()
    {
        var page = Open("a=one&b=two&afrom=soon&bto=99");

        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        Assert.Equal(2, page.FindAll("[data-testid=compare-note]").Count);
        Assert.Equal("0:00", page.Find("[data-testid=compare-from-a]").GetAttribute("value"));
        Assert.Equal("0:20", page.Find("[data-testid=compare-to-b]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("from-a", "soon", "is no time")]
    [InlineData("from-a", "", "Type a time")]
    [InlineData("from-a", "0:31", "begin before that")]
    [InlineData("to-b", "5:00", "end there or before")]
    [InlineData("to-b", "0:00", "must come after")]
    public async Task Range_Wrong_SaysSoAtTheFieldAndChangesNothing(string field, string text, string said)
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
        var before = Address;

        page.Find($"[data-testid=compare-{field}]").Change(text);

        await EventuallyAsync(() => Assert.Contains(said, page.Find($"[data-testid=compare-range-problem-{field[^1]}]").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find($"[data-testid=compare-{field}]").GetAttribute("aria-invalid"));
        Assert.Equal(before, Address);
    }

    [Fact]
    public async Task Range_Right_IsShownAndInTheAddress()
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=compare-from-a]").Change("0:10.5");

        await EventuallyAsync(() => Assert.Contains("19.5 s", page.Find("[data-testid=compare-numbers]").TextContent, StringComparison.Ordinal));
        Assert.Contains("afrom=10.5", Address, StringComparison.Ordinal);
        Assert.Contains(Server.Asked, a => a.Contains("one/cells?target=0&from=11500000&", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("12:00:11.5")]
    [InlineData("1970-01-01 12:00:11.5")]
    [InlineData("+0:10.5")]
    public async Task Range_TypedAsOnASessionsPage_IsShownAndInTheAddress(string typed)
    {
        const long NoonUs = 12 * 3_600_000_000L;
        Server.Answer("GET", "sessions", new[] { First with { FirstUs = NoonUs + First.FirstUs, LastUs = NoonUs + First.LastUs }, Second });
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=compare-from-a]").Change(typed);

        await EventuallyAsync(() => Assert.Equal("0:10.5", page.Find("[data-testid=compare-from-a]").GetAttribute("value")));
        Assert.Contains("afrom=10.5", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_RangeWithoutData_SaysWhatToDo()
    {
        Server.Answer("GET", "sessions/two/heatmap", new HeatmapResource());

        var page = Open("a=one&b=two");

        await EventuallyAsync(() => Assert.Contains("range of B", page.Find("[data-testid=compare-empty]").TextContent, StringComparison.Ordinal));
        Assert.NotNull(page.Find("[data-testid=compare-from-b]"));
        Assert.Empty(page.FindAll("[data-testid=compare-difference]"));
    }

    [Fact]
    public async Task Open_SessionThatRecordedNothing_SaysSo()
    {
        Server.Answer("GET", "sessions", new[] { First, Second with { FirstUs = null, LastUs = null } });

        var page = Open("a=one&b=two");

        await EventuallyAsync(() => Assert.Contains("has recorded nothing", page.Find("[data-testid=compare-empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refresh_RunningSession_ShowsWhatHasComeSince()
    {
        Server.Answer("GET", "sessions", new[] { First, Second with { State = SessionState.Running } });
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        Server.Answer("GET", "sessions", new[] { First, Second with { State = SessionState.Running, LastUs = 126_000_000 } });
        page.Find("[data-testid=compare-refresh]").Click();

        await EventuallyAsync(() => Assert.Equal("0:25", page.Find("[data-testid=compare-to-b]").GetAttribute("value")));
    }

    [Fact]
    public async Task Open_NotSignedIn_SaysHow()
    {
        Server.Answer("GET", "sessions", null, HttpStatusCode.Unauthorized);

        var page = Open("a=one&b=two");

        await EventuallyAsync(() => Assert.Contains("Not signed in", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_ServerAway_TriesAgainWhenAsked()
    {
        Server.Unreachable("GET", "sessions");
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=problem]"));

        Server.Answer("GET", "sessions", new[] { First, Second });
        page.Find("[data-testid=problem] button").Click();

        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));
    }

    [Fact]
    public void Open_NotLoadedYet_SaysItLoads()
    {
        Server.Hang("GET", "sessions");

        Assert.NotNull(Open("a=one&b=two").WaitForElement("[data-testid=compare-loading]"));
    }

    [Fact]
    public async Task Align_Chosen_IsInTheAddressAndTheAutomaticOneIsNot()
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=compare-by]").Change("Address");
        await EventuallyAsync(() => Assert.Contains("by=address", Address, StringComparison.Ordinal));

        page.Find("[data-testid=compare-by]").Change("Mapping");
        await EventuallyAsync(() => Assert.DoesNotContain("by=", Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Zoom_InOnePicture_IsInTheAddressAndBackUndoesIt()
    {
        var page = Open("a=one&b=two");
        await EventuallyAsync(() => page.Find("[data-testid=compare-difference]"));

        page.Find("[data-testid=zoom-in]").Click();
        await EventuallyAsync(() => Assert.Contains("from=4.5&to=25.5", Address, StringComparison.Ordinal));
        await EventuallyAsync(() => Assert.Contains(Server.Asked, a => a.Contains("two/cells?target=0&from=105500000&", StringComparison.Ordinal)));

        Services.GetRequiredService<NavigationManager>().NavigateTo("compare?a=one&b=two");
        await EventuallyAsync(() => Assert.True(page.Find("[data-testid=fit]").HasAttribute("disabled")));
    }

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    private IRenderedComponent<ComparePage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("compare?" + query);
        return Render<ComparePage>();
    }
}
