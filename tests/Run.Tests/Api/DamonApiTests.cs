using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Damon.Contracts.Rest;
using Damon.Run.Api;
using Damon.Run.Settings;

namespace Damon.Run.Tests.Api;

public sealed class DamonApiTests
{
    private const string Healthy = """{"status":"ok","sampler":{"status":"ok","detail":""},"database":{"status":"ok","detail":""}}""";

    private const string WithoutSampler = """{"status":"degraded","sampler":{"status":"degraded","detail":""},"database":{"status":"ok","detail":""}}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.OK, Healthy, true, true)]
    [InlineData(HttpStatusCode.OK, WithoutSampler, true, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, Healthy, true, false)]
    [InlineData(HttpStatusCode.NotFound, "", false, false)]
    [InlineData(HttpStatusCode.OK, "<html>", true, false)]
    [InlineData(HttpStatusCode.OK, "{}", true, false)]
    public async Task Health_Answer_SaysWhichPartsAreReady(HttpStatusCode status, string body, bool server, bool sampler)
    {
        using var api = Api(new ScriptedHandler(status, body));

        var answer = await api.HealthAsync(Cancel);

        Assert.Equal((server, sampler), (answer!.ServerIsReady, answer.SamplerIsReady));
    }

    [Fact]
    public async Task Health_NobodyListens_IsNull()
    {
        using var api = Api(new SilentHandler());

        Assert.Null(await api.HealthAsync(Cancel));
    }

    // A server that is killed while it is being connected to: the client asks the socket for its other end, and passes this on.
    [Fact]
    public async Task Health_ServerEndsWhileItIsConnectedTo_IsNull()
    {
        using var api = Api(new SilentHandler(new SocketException((int)SocketError.NotConnected)));

        Assert.Null(await api.HealthAsync(Cancel));
    }

    [Fact]
    public async Task StartSession_Created_AnswersItsIdentity()
    {
        var handler = new ScriptedHandler(HttpStatusCode.Created, """{"id":"7-a"}""");
        using var api = Api(handler);

        var id = await api.StartSessionAsync(1234, "a \"b\"", new BudgetRequest { SamplerPercent = 4 }, Cancel);

        Assert.Equal("7-a", id);
        Assert.Equal("http://127.0.0.1:5200/api/v1/sessions", handler.Request!.RequestUri!.ToString());
        Assert.Equal("Bearer secret", handler.Request.Headers.Authorization!.ToString());
        using var body = JsonDocument.Parse(handler.RequestBody!);
        Assert.Equal("a \"b\"", body.RootElement.GetProperty("name").GetString());
        Assert.Equal(4, body.RootElement.GetProperty("attributes").GetProperty("budget").GetProperty("samplerPercent").GetDouble());
        Assert.Equal(1234, body.RootElement.GetProperty("targets")[0].GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task StartSession_WithoutAToken_SendsNone()
    {
        var handler = new ScriptedHandler(HttpStatusCode.Created, """{"id":"7-a"}""");
        using var api = new DamonApi(Settings with { Token = "" }, handler);

        await api.StartSessionAsync(1234, null, null, Cancel);

        Assert.Null(handler.Request!.Headers.Authorization);
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, """{"detail":"It is a kernel thread."}""", "It is a kernel thread.")]
    [InlineData(HttpStatusCode.Created, "odd", "odd")]
    public async Task StartSession_Refused_SaysWhy(HttpStatusCode status, string body, string why)
    {
        using var api = Api(new ScriptedHandler(status, body));

        var failure = await Assert.ThrowsAsync<RunFailure>(() => api.StartSessionAsync(2, null, null, Cancel));

        Assert.Equal($"Process 2 cannot be monitored: {why}", failure.Message);
        Assert.Equal(1, failure.Status);
    }

    [Fact]
    public async Task StartSession_NobodyListens_SaysWhy()
    {
        using var api = Api(new SilentHandler());

        var failure = await Assert.ThrowsAsync<RunFailure>(() => api.StartSessionAsync(2, null, null, Cancel));

        Assert.Equal("Process 2 cannot be monitored: Connection refused", failure.Message);
    }

    private static RunSettings Settings => new(new ServerAddress("127.0.0.1", 5200), "secret", "", null);

    private static DamonApi Api(HttpMessageHandler handler) => new(Settings, handler);
}
