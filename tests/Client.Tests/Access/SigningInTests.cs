using System.Net;
using Bunit;
using Bunit.TestDoubles;
using Damon.Client.Access;
using Damon.Client.Layout;
using Damon.Client.Tests.Pages;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Access;

/// <summary>How a browser learns its role, and how it is signed in and out.</summary>
public sealed class SigningInTests : PageTest
{
    [Fact]
    public async Task Role_IsTakenFromTheHeadOfAnyAnswer_AndStaysWhereOneTellsNothing()
    {
        var state = new AccessState();
        var changes = 0;
        state.Changed += () => changes++;
        Server.Answer("GET", "samplers", Array.Empty<SamplerResource>());

        await Server.ClientOf(state).GetSamplersAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((Permissions.Unknown, true, false), (state.Current, state.Current.MayChange, state.Current.IsOperator));
        Server.Caller = ("viewer", "abc");
        await Server.ClientOf(state).GetSamplersAsync(Xunit.TestContext.Current.CancellationToken);
        await Server.ClientOf(state).GetSamplersAsync(Xunit.TestContext.Current.CancellationToken);
        Server.Caller = null;
        await Server.ClientOf(state).GetSamplersAsync(Xunit.TestContext.Current.CancellationToken);

        Assert.Equal((new Permissions("viewer", "abc"), false, 1), (state.Current, state.Current.MayChange, changes));
    }

    [Theory]
    [InlineData("viewer", 0)]
    [InlineData("operator", 1)]
    public async Task Layout_TellsTheRole_AndLeadsOperatorsToWhoIsSignedIn(string role, int links)
    {
        var layout = Render<MainLayout>();
        Assert.Empty(layout.FindAll("[data-testid=own-role]"));

        await AskAsync(role);

        Assert.Contains(role, layout.WaitForElement("[data-testid=own-role]").TextContent, StringComparison.Ordinal);
        Assert.Equal(links, layout.FindAll("[data-testid=access-link]").Count);
    }

    [Fact]
    public async Task Layout_OnceTheSignInHasEnded_TellsNoRole_AndAViewerIsOfferedNoMore()
    {
        var layout = Render<MainLayout>();
        await AskAsync("viewer");
        layout.WaitForElement("[data-testid=own-role]");
        Server.Caller = null;
        Server.Answer("GET", "samplers", null, HttpStatusCode.Unauthorized);

        await Assert.ThrowsAsync<Damon.Client.Api.ApiException>(() => Services.GetRequiredService<Damon.Client.Api.ApiClient>().GetSamplersAsync(Xunit.TestContext.Current.CancellationToken));

        layout.WaitForAssertion(() => Assert.Empty(layout.FindAll("[data-testid=own-role]")));
        Assert.Equal(new Permissions("viewer", null), Services.GetRequiredService<AccessState>().Current);
    }

    [Fact]
    public async Task SignOut_Pressed_EndsTheSignInAndLoadsThePageAnew()
    {
        Server.Answer("DELETE", "signins/current", null, HttpStatusCode.NoContent);
        var layout = Render<MainLayout>();
        await AskAsync("viewer");

        await layout.WaitForElement("[data-testid=sign-out]").ClickAsync(new());

        Assert.Contains("DELETE /api/v1/signins/current", Server.Asked);
        var navigation = Assert.IsType<BunitNavigationManager>(Services.GetRequiredService<NavigationManager>());
        Assert.True(navigation.History.First().Options.ForceLoad);
    }

    [Fact]
    public async Task Form_RightToken_SignsInAndForgetsIt()
    {
        Server.Answer("POST", "signins", new MeResource());
        var done = 0;
        var form = Render<SignInForm>(parameters => parameters.Add(form => form.OnSignedIn, () => done++));

        await form.Find("[data-testid=sign-in-token]").InputAsync(new ChangeEventArgs { Value = "the-token-of-a-role" });
        await form.Find("form").SubmitAsync();

        Assert.Equal(1, done);
        Assert.Equal("{\"token\":\"the-token-of-a-role\"}", Server.Bodies[^1]);
        Assert.Equal("", form.Find("[data-testid=sign-in-token]").GetAttribute("value"));
        Assert.Equal("password", form.Find("[data-testid=sign-in-token]").GetAttribute("type"));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "This token is not the server's.")]
    [InlineData(HttpStatusCode.TooManyRequests, "Too many wrong tokens were shown.")]
    public async Task Form_TokenThatIsRefused_SaysWhy(HttpStatusCode status, string why)
    {
        Server.Problem("POST", "signins", status, "Too many wrong tokens were shown.");
        var form = Render<SignInForm>();

        await form.Find("[data-testid=sign-in-token]").InputAsync(new ChangeEventArgs { Value = "wrong" });
        await form.Find("form").SubmitAsync();

        Assert.Equal(why, form.Find("[data-testid=sign-in-fault]").TextContent);
    }

    private async Task AskAsync(string role)
    {
        Server.Answer("GET", "samplers", Array.Empty<SamplerResource>());
        Server.Caller = (role, "abc");
        await Services.GetRequiredService<Damon.Client.Api.ApiClient>().GetSamplersAsync(Xunit.TestContext.Current.CancellationToken);
    }
}
