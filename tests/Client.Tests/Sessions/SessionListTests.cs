using System.Net;
using Bunit;
using Damon.Client.Sessions;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Sessions;

public sealed class SessionListTests : PageTest
{
    private static readonly SessionResource Stopped = new()
    {
        Id = "old",
        Name = "demo",
        State = SessionState.Interrupted,
        EndedBecause = "The server was stopped.",
        StartedAt = new DateTimeOffset(2026, 3, 4, 11, 0, 0, TimeSpan.Zero),
        FirstUs = 0,
        LastUs = 65_000_000,
        SnapshotCount = 650,
    };

    private static readonly SessionResource Running = new() { Id = "new", Name = "live", State = SessionState.Running, StartedAt = new DateTimeOffset(2026, 3, 4, 11, 59, 0, TimeSpan.Zero) };

    [Fact]
    public void Open_Sessions_AreListedNewestFirstWithStateReasonAndLength()
    {
        Server.Answer("GET", "sessions", new[] { Stopped, Running });

        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=session-row]");
        var rows = list.FindAll("[data-testid=session-row]");

        Assert.Equal(["new", "old"], rows.Select(r => r.GetAttribute("data-id")));
        Assert.Contains("interrupted", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("The server was stopped.", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 min 5 s", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("650", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(rows[0].QuerySelectorAll("[data-testid=delete-session]"));
    }

    [Fact]
    public void Delete_AsksFirst()
    {
        Server.Answer("GET", "sessions", new[] { Stopped });
        Server.Answer("DELETE", "sessions/old", null, HttpStatusCode.NoContent);
        var list = Render<SessionList>();

        list.WaitForElement("[data-testid=delete-session]").Click();
        Assert.DoesNotContain(Server.Asked, a => a.StartsWith("DELETE", StringComparison.Ordinal));

        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
        list.Find("[data-testid=delete-confirm]").Click();

        list.WaitForElement("[data-testid=sessions-empty]");
        Assert.Contains("DELETE /api/v1/sessions/old", Server.Asked);
    }

    [Fact]
    public void Open_SessionStartsElsewhere_AppearsByItself()
    {
        Server.Answer("GET", "sessions", Array.Empty<SessionResource>());
        var list = Render<SessionList>();
        list.WaitForElement("[data-testid=sessions-empty]");

        Server.Answer("GET", "sessions", new[] { Running });
        Time.Advance(TimeSpan.FromSeconds(3));

        list.WaitForElement("[data-id=new]");
    }
}
