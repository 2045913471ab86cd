using System.Net;
using Bunit;
using Damon.Client.Sessions.Listing;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Sessions.Listing;

/// <summary>What can be done with a session in the list.</summary>
public sealed class SessionActionTests : PageTest
{
    private static readonly SessionResource Session = new()
    {
        Id = "s1",
        Name = "demo",
        State = SessionState.Stopped,
        StartedAt = new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero),
        FirstUs = 0,
        LastUs = 65_000_000,
        SnapshotCount = 1_650,
        Notes = "as it was",
        Targets = [new TargetResource { Name = "hot", Pid = 12 }],
    };

    [Fact]
    public void Rename_Pressed_SelectsTheOldName()
    {
        var module = JSInterop.SetupModule("./damon-dialog.js");
        module.Mode = JSRuntimeMode.Loose;
        var list = Open();

        list.Find("[data-testid=rename-session]").Click();

        Assert.Equal("demo", list.Find("[data-testid=rename-field]").GetAttribute("value"));
        list.WaitForAssertion(() => Assert.Single(module.Invocations["select"]));
    }

    [Fact]
    public void Rename_Enter_SavesAndShowsTheNewName()
    {
        var list = Open();
        list.Find("[data-testid=rename-session]").Click();
        list.Find("[data-testid=rename-field]").Input("  better ");
        Server.Answer("PATCH", "sessions/s1", Session with { Name = "better" });
        Server.Answer("GET", "sessions", new[] { Session with { Name = "better" } });

        list.Find("form.rename").Submit();

        list.WaitForAssertion(() => Assert.Equal("better", list.Find(".name a").TextContent));
        Assert.Contains(Server.Bodies, b => b.Contains("\"name\":\"better\"", StringComparison.Ordinal));
        Assert.Empty(list.FindAll("[data-testid=rename-field]"));
    }

    [Fact]
    public void Rename_Escape_LeavesTheName()
    {
        var list = Open();
        list.Find("[data-testid=rename-session]").Click();
        list.Find("[data-testid=rename-field]").Input("other");

        list.Find("[data-testid=rename-field]").KeyDown("Escape");

        Assert.Equal("demo", list.Find(".name a").TextContent);
        Assert.DoesNotContain(Server.Asked, a => a.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public void Rename_Refused_SaysWhyAtTheFieldAndKeepsWhatWasTyped()
    {
        Server.Problem("PATCH", "sessions/s1", HttpStatusCode.BadRequest, "The request has a fault.",
            new Dictionary<string, string[]> { ["name"] = ["The name is taken."] });
        var list = Open();
        list.Find("[data-testid=rename-session]").Click();
        list.Find("[data-testid=rename-field]").Input("taken");

        list.Find("form.rename").Submit();

        var error = list.WaitForElement("[data-testid=rename-error]");
        var field = list.Find("[data-testid=rename-field]");
        Assert.Equal("The name is taken.", error.TextContent);
        Assert.Equal(error.Id, field.GetAttribute("aria-describedby"));
        Assert.Equal("true", field.GetAttribute("aria-invalid"));
        Assert.Equal("taken", field.GetAttribute("value"));
    }

    [Fact]
    public void Rename_Empty_SaysWhatToDoAndAsksNobody()
    {
        var list = Open();
        list.Find("[data-testid=rename-session]").Click();
        list.Find("[data-testid=rename-field]").Input(" ");

        list.Find("form.rename").Submit();

        Assert.Contains("Give a name", list.Find("[data-testid=rename-error]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Asked, a => a.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rename_ListIsRenewed_TheFieldStaysWithWhatWasTyped()
    {
        var list = Open();
        list.Find("[data-testid=session-choice]").Change("Ended");
        list.Find("[data-testid=rename-session]").Click();
        list.Find("[data-testid=rename-field]").Input("half a na");

        // It would fall out of the filter, and another one comes before it.
        Server.Answer("GET", "sessions", new[] { Session with { State = SessionState.Running, SnapshotCount = 2_000 }, Session with { Id = "s2", StartedAt = Time.GetUtcNow() } });

        await EventuallyAsync(() => Assert.Contains("2,000", list.Find("[data-id=s1]").TextContent, StringComparison.Ordinal));
        Assert.Equal("half a na", list.Find("[data-id=s1] [data-testid=rename-field]").GetAttribute("value"));
    }

    [Fact]
    public void Notes_Save_StoresThemAndTheListShowsThem()
    {
        var list = Open();
        list.Find("[data-testid=edit-notes]").Click();
        Assert.Equal("as it was", list.Find("[data-testid=notes-field]").GetAttribute("value"));
        list.Find("[data-testid=notes-field]").Input("with the new index");
        Server.Answer("PATCH", "sessions/s1", Session with { Notes = "with the new index" });
        Server.Answer("GET", "sessions", new[] { Session with { Notes = "with the new index" } });

        list.Find("[data-testid=notes-dialog] form").Submit();

        list.WaitForAssertion(() => Assert.Equal("with the new index", list.Find("[data-testid=session-notes]").TextContent));
        Assert.Contains(Server.Bodies, b => b.Contains("\"notes\":\"with the new index\"", StringComparison.Ordinal));
        Assert.Empty(list.FindAll("[data-testid=notes-dialog]"));
    }

    [Fact]
    public void Notes_Refused_SaysWhyAndKeepsWhatWasTyped()
    {
        Server.Problem("PATCH", "sessions/s1", HttpStatusCode.ServiceUnavailable, "The history cannot be changed at the moment.");
        var list = Open();
        list.Find("[data-testid=edit-notes]").Click();
        list.Find("[data-testid=notes-field]").Input("long text");

        list.Find("[data-testid=notes-dialog] form").Submit();

        Assert.Equal("The history cannot be changed at the moment.", list.WaitForElement("[data-testid=notes-error]").TextContent);
        Assert.Equal("long text", list.Find("[data-testid=notes-field]").GetAttribute("value"));
    }

    [Fact]
    public void Notes_EscapeWithChanges_AsksBeforeItDropsThem()
    {
        var list = Open();
        list.Find("[data-testid=edit-notes]").Click();
        list.Find("[data-testid=notes-field]").Input("long text");

        list.Find("dialog").TriggerEvent("oncancel", EventArgs.Empty);
        Assert.Contains("not saved", list.Find("[data-testid=notes-error]").TextContent, StringComparison.Ordinal);

        list.Find("dialog").TriggerEvent("oncancel", EventArgs.Empty);
        Assert.Empty(list.FindAll("dialog"));
    }

    [Fact]
    public async Task Notes_ListIsRenewed_TheDialogStaysWithWhatWasTyped()
    {
        var list = Open();
        list.Find("[data-testid=edit-notes]").Click();
        list.Find("[data-testid=notes-field]").Input("long text");

        Server.Answer("GET", "sessions", new[] { Session with { SnapshotCount = 2_000 } });

        await EventuallyAsync(() => Assert.Contains("2,000", list.Find("[data-id=s1]").TextContent, StringComparison.Ordinal));
        Assert.Equal("long text", list.Find("[data-testid=notes-field]").GetAttribute("value"));
    }

    [Fact]
    public void Notes_Long_AreShortenedInTheList()
    {
        var list = Open(Session with { Notes = new string('x', 500) });

        var notes = list.Find("[data-testid=session-notes]").TextContent;

        Assert.EndsWith("…", notes, StringComparison.Ordinal);
        Assert.InRange(notes.Length, 10, 200);
    }

    [Theory]
    [InlineData("damo")]
    [InlineData("damoZip")]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("parquet")]
    public void Export_Format_IsADownload(string format)
    {
        var list = Open();
        list.Find("[data-testid=export-session]").Click();

        var link = list.Find($"[data-testid=export-{format}]");

        Assert.Equal("api/v1/sessions/s1/export?format=" + format, link.GetAttribute("href"));
        Assert.True(link.HasAttribute("download"));
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(20, 1, true)]
    [InlineData(21, 1, false)]
    [InlineData(40, 2, true)]
    [InlineData(41, 2, false)]
    public void Export_FewSnapshotsOfATarget_SaysThatDamoLeavesOutTheFirst(long snapshots, int targets, bool isSaid)
    {
        var list = Open(Session with { SnapshotCount = snapshots, Targets = [.. Enumerable.Range(0, targets).Select(i => new TargetResource { Index = i, Name = "hot", Pid = 12 + i })] });
        list.Find("[data-testid=export-session]").Click();

        var said = list.FindAll("[data-testid=export-few]");

        Assert.Equal(isSaid, said.Count == 1 && said[0].TextContent.Contains("first 20 snapshots", StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_Keep_DeletesNothing()
    {
        var list = Open();
        list.Find("[data-testid=delete-session]").Click();
        Assert.True(list.Find("[data-testid=delete-keep]").HasAttribute("autofocus"));

        list.Find("[data-testid=delete-keep]").Click();

        Assert.Empty(list.FindAll("dialog"));
        Assert.DoesNotContain(Server.Asked, a => a.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_Escape_Keeps()
    {
        var list = Open();
        list.Find("[data-testid=delete-session]").Click();

        list.Find("dialog").TriggerEvent("oncancel", EventArgs.Empty);

        Assert.Empty(list.FindAll("dialog"));
        Assert.DoesNotContain(Server.Asked, a => a.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public void Delete_Confirmed_SaysWhatIsLostAndDeletes()
    {
        Server.Answer("DELETE", "sessions/s1", null, HttpStatusCode.NoContent);
        var list = Open();
        list.Find("[data-testid=delete-session]").Click();
        Assert.Contains("demo", list.Find("dialog h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("1,650 snapshots of hot (12) over 1 min 5 s, and its notes", list.Find("[data-testid=delete-loss]").TextContent, StringComparison.Ordinal);
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());

        list.Find("[data-testid=delete-confirm]").Click();

        list.WaitForElement("[data-testid=sessions-empty]");
        Assert.Contains("DELETE /api/v1/sessions/s1", Server.Asked);
        list.WaitForAssertion(() => Assert.Empty(list.FindAll("dialog")));
    }

    [Fact]
    public void Delete_Refused_SaysWhyInTheDialog()
    {
        Server.Problem("DELETE", "sessions/s1", HttpStatusCode.Conflict, "Session s1 is running; stop it first.");
        var list = Open();
        list.Find("[data-testid=delete-session]").Click();

        list.Find("[data-testid=delete-confirm]").Click();

        Assert.Contains("stop it first", list.WaitForElement("dialog [data-testid=problem]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<SessionList> Open(SessionResource? session = null)
    {
        Server.Answer("GET", "sessions", new[] { session ?? Session });
        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=session-row]");
        return list;
    }
}
