using System.Net;
using Bunit;
using Damon.Client.Access;
using Damon.Client.Pages;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;

namespace Damon.Client.Tests.Access;

/// <summary>Who is signed in, and what was done.</summary>
public sealed class AccessPageTests : PageTest
{
    private static readonly SignInResource Own = new() { Id = "own", Role = AccessRole.Operator, Address = "127.0.0.1", IsCurrent = true };
    private static readonly SignInResource Other = new() { Id = "other", Role = AccessRole.Viewer, Address = "10.0.0.7", Browser = "Lynx" };

    private static readonly AuditEntry Delete = new() { At = DateTimeOffset.UnixEpoch.AddYears(50), Action = "delete", Status = 204, Role = AccessRole.Operator, SignIn = "own", Address = "127.0.0.1", Subject = "7", Name = "demo" };
    private static readonly AuditEntry Wrong = new() { At = DateTimeOffset.UnixEpoch.AddYears(49), Action = "wrongToken", Status = 401, Address = "10.0.0.8" };

    public AccessPageTests()
    {
        Server.Answer("GET", "me", new MeResource { Role = AccessRole.Operator, SignIn = Own, ViewerTokenFile = "/data/damon.db.viewer-token" });
        Server.Answer("GET", "signins", new[] { Own, Other });
        Server.Answer("GET", "audit", new AuditAnswer { Entries = [Delete, Wrong], Next = 5, Remark = "2 entries wait in memory." });
    }

    [Fact]
    public void SignIns_AreListed_AndAllButTheOwnCanBeEnded()
    {
        var page = Render<AccessPage>();

        var rows = page.WaitForElements("[data-testid=signin-row]", 2);
        Assert.Contains("this browser", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("Lynx", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=end-signin]"));
        Assert.Contains("/data/damon.db.viewer-token", page.Find("[data-testid=viewer-token-file]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.NoContent)]
    [InlineData(HttpStatusCode.NotFound)]
    public async Task End_Pressed_EndsItAndListsAnew(HttpStatusCode status)
    {
        Server.Answer("DELETE", "signins/other", null, status);
        var page = Render<AccessPage>();
        page.WaitForElement("[data-testid=end-signin]");
        Server.Answer("GET", "signins", new[] { Own });

        await Click(page, "end-signin");

        await EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=signin-row]")));
        Assert.Contains("DELETE /api/v1/signins/other", Server.Asked);
        Assert.Empty(page.FindAll("[data-testid=problem]"));
    }

    [Fact]
    public async Task End_ThatIsRefused_SaysWhy()
    {
        Server.Problem("DELETE", "signins/other", HttpStatusCode.Forbidden, "This needs the role operator.");
        var page = Render<AccessPage>();
        page.WaitForElement("[data-testid=end-signin]");

        await Click(page, "end-signin");

        await EventuallyAsync(() => Assert.Contains("needs the role operator", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_TellsWhoDidWhat_PageByPage()
    {
        var page = Render<AccessPage>();

        var rows = page.WaitForElements("[data-testid=audit-row]", 2);
        Assert.Contains("operator, sign-in own", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("delete a session demo", rows[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("done", rows[0].TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("nobody known", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("refused (401)", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("wait in memory", page.Find("[data-testid=audit-remark]").TextContent, StringComparison.Ordinal);

        await Click(page, "audit-older");

        await EventuallyAsync(() => Assert.Contains("GET /api/v1/audit?limit=50&before=5", Server.Asked));
    }

    [Fact]
    public void Viewer_IsToldThatItIsForOperators()
    {
        var page = Render<AccessPage>(parameters => parameters.AddCascadingValue(new Permissions("viewer", "abc")));

        Assert.Contains("for operators", page.Find("[data-testid=access-refused]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Server.Asked);
    }
}
