using Bunit;
using Damon.Client.Layout;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest.Health;

namespace Damon.Client.Tests.Layout;

public sealed class HealthNoteTests : PageTest
{
    private static readonly HealthPart Fine = new("ok", "All is well.");

    [Fact]
    public async Task Database_CannotBeWritten_IsSaidUntilItCan()
    {
        Server.Answer("GET", "health", new HealthResource("ok", Fine, Fine));
        var note = Render<HealthNote>();
        await EventuallyAsync(() => Assert.Contains("GET /api/v1/health", Server.Asked));
        Assert.Empty(note.FindAll("[data-testid=health-note]"));

        Server.Answer("GET", "health", new HealthResource("degraded", Fine, new HealthPart("degraded", "The disk is full.")));
        await EventuallyAsync(() => Assert.Contains("The disk is full.", note.Find("[data-testid=health-note]").TextContent, StringComparison.Ordinal));

        Server.Answer("GET", "health", new HealthResource("ok", Fine, Fine));
        await EventuallyAsync(() => Assert.Empty(note.FindAll("[data-testid=health-note]")));
    }

    [Fact]
    public async Task SamplerIsAway_IsLeftToThoseWhoNeedIt()
    {
        Server.Answer("GET", "health", new HealthResource("degraded", new HealthPart("degraded", "No sampler is connected."), Fine));

        var note = Render<HealthNote>();

        await EventuallyAsync(() => Assert.Contains("GET /api/v1/health", Server.Asked));
        Assert.Empty(note.FindAll("[data-testid=health-note]"));
    }
}
