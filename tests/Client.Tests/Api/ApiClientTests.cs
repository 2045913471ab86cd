using System.Net;
using Damon.Client.Api;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Api;

public sealed class ApiClientTests : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task GetProcesses_Search_GoesIntoTheQueryEscaped()
    {
        _server.Answer("GET", "processes", Array.Empty<ProcessResource>());

        await _server.Client.GetProcessesAsync("a&b c", 5, null, TestContext.Current.CancellationToken);

        Assert.Equal(["GET /api/v1/processes?search=a%26b%20c&limit=5"], _server.Asked);
    }

    [Fact]
    public async Task GetHeatmap_Addresses_AreHexadecimal()
    {
        _server.Answer("GET", "sessions/s/heatmap", new HeatmapResource());

        await _server.Client.GetHeatmapAsync(new HeatmapQuery("s", 1, 5, 9, 0x7f00_0000_0000, null, 10, 20), TestContext.Current.CancellationToken);

        Assert.Equal(["GET /api/v1/sessions/s/heatmap?target=1&from=5&to=9&start=0x7f0000000000&columns=10&rows=20"], _server.Asked);
    }

    [Fact]
    public async Task Start_BadField_GivesTheServersMessageByField()
    {
        _server.Problem("POST", "sessions", HttpStatusCode.BadRequest, "One field is wrong.",
            new Dictionary<string, string[]> { ["attributes.minRegions"] = ["Give at least 3."] });

        var fault = await Assert.ThrowsAsync<ApiException>(() => _server.Client.StartAsync(new CreateSessionRequest(), TestContext.Current.CancellationToken));

        Assert.Equal("Give at least 3.", fault.Problem.For("attributes.minRegions"));
        Assert.Null(fault.Problem.For("attributes.maxRegions"));
        Assert.Equal("One field is wrong.", fault.Message);
    }

    [Fact]
    public async Task Get_Unauthorized_SaysToOpenThePrintedAddress()
    {
        _server.Answer("GET", "samplers", null, HttpStatusCode.Unauthorized);

        var fault = await Assert.ThrowsAsync<ApiException>(() => _server.Client.GetSamplersAsync(TestContext.Current.CancellationToken));

        Assert.True(fault.Problem.IsUnauthorized);
        Assert.Contains("printed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ServerGone_SaysSo()
    {
        _server.Unreachable("GET", "samplers");

        var fault = await Assert.ThrowsAsync<ApiException>(() => _server.Client.GetSamplersAsync(TestContext.Current.CancellationToken));

        Assert.True(fault.Problem.IsUnreachable);
    }

    [Fact]
    public async Task Get_AnswerIsNoJson_IsAProblemAndNotACrash()
    {
        _server.AnswerWith("GET", "samplers", _ => Task.FromResult(new HttpResponseMessage { Content = new StringContent("<html>proxy</html>") }));

        var fault = await Assert.ThrowsAsync<ApiException>(() => _server.Client.GetSamplersAsync(TestContext.Current.CancellationToken));

        Assert.Contains("could not be read", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NoContent_Succeeds()
    {
        _server.Answer("DELETE", "sessions/s", null, HttpStatusCode.NoContent);

        await _server.Client.DeleteAsync("s", TestContext.Current.CancellationToken);

        Assert.Equal(["DELETE /api/v1/sessions/s"], _server.Asked);
    }

    [Fact]
    public async Task Get_NoAnswerInTime_IsAServerOutOfReach()
    {
        var server = new FakeServer();
        server.AnswerWith("GET", "sessions", _ => throw new TaskCanceledException("The time is up."));

        var fault = await Assert.ThrowsAsync<Damon.Client.Api.ApiException>(() => server.Client.GetSessionsAsync(CancellationToken.None));

        Assert.True(fault.Problem.IsUnreachable);
    }
}
