using System.Text.Json;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace Damon.Server.Tests.Lenses;

public sealed class LensTests : IDisposable
{
    private const ulong Start = 0x7f80_0000_0000;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<(string Session, LensOrder Order)> _orders = [];
    private readonly List<(ulong Start, ulong End)> _reads = [];
    private LensAnswer _answer = new(new CommandAnswer(CommandCode.Ok), new LensStatus(0, Start, Start + 0x4000, 1_700_000_000_000_000, 2_500_000));
    private LensPages _pages = new(new CommandAnswer(CommandCode.Ok), Start, Start + 0x4000, 1_700_000_001_000_000, [0, 1, 9, 255]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Open_ARange_AsksTheSampler_AndAnswersTheLens()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        using var response = await server.PostAsync($"sessions/{session.Id}/lens", """{ "target": 0, "start": "0x7f8000000000", "end": "0x7f8000004000" }""");

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal($"/api/v1/sessions/{session.Id}/lens", response.Headers.Location?.OriginalString);
        Assert.Equal(
            """{"target":0,"start":"0x7f8000000000","end":"0x7f8000004000","sinceUs":1700000000000000,"sweepUs":2500000}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal([(session.Id, new LensOrder(0, Start, Start + 0x4000))], _orders);
    }

    [Fact]
    public async Task Open_WithoutATarget_IsOnTheFirst()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        using var response = await server.PostAsync($"sessions/{session.Id}/lens", """{ "start": "0x1000", "end": "0x100001000" }""");

        Assert.Equal(201, (int)response.StatusCode);
        Assert.Equal([new LensOrder(0, 0x1000, 0x1_0000_1000)], _orders.Select(one => one.Order));
    }

    [Theory]
    [InlineData("""{ "start": "0x1000", "end": "0x100001001" }""", "end")]
    [InlineData("""{ "start": "0x1000", "end": "0x1000" }""", "end")]
    [InlineData("""{ "start": "0x1000", "end": "0xffffffffffffffff" }""", "end")]
    [InlineData("""{ "start": "0x1000" }""", "end")]
    [InlineData("""{ "end": "0x1000" }""", "start")]
    [InlineData("""{ "start": 4096, "end": "0x2000" }""", "start")]
    [InlineData("""{ "target": 1, "start": "0x1000", "end": "0x2000" }""", "target")]
    [InlineData("""{ "target": -1, "start": "0x1000", "end": "0x2000" }""", "target")]
    [InlineData("""{ "target": 3, "start": "0x1000", "end": "0x1000" }""", "target", "end")]
    public async Task Open_WhatCantBe_IsRefusedByName(string body, params string[] fields)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        using var response = await server.PostAsync($"sessions/{session.Id}/lens", body);

        await ProblemAssert.IsProblemAsync(response, 400, fields);
        Assert.Empty(_orders);
    }

    [Theory]
    [InlineData(CommandCode.Busy, 409)]
    [InlineData(CommandCode.NotRunning, 409)]
    [InlineData(CommandCode.Unavailable, 422)]
    public async Task Open_SamplerRefuses_AnswersItsSentence(CommandCode code, int status)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        _answer = new LensAnswer(new CommandAnswer(code, "It is refused."), null);

        using var response = await server.PostAsync($"sessions/{session.Id}/lens", """{ "start": "0x1000", "end": "0x2000" }""");

        await ProblemAssert.IsProblemAsync(response, status);
        Assert.Contains("It is refused.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_TargetThatHasEnded_IsRefusedByName()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        _answer = new LensAnswer(new CommandAnswer(CommandCode.InvalidArgument, "It has ended.", "target"), null);

        using var response = await server.PostAsync($"sessions/{session.Id}/lens", """{ "target": 0, "start": "0x1000", "end": "0x2000" }""");

        await ProblemAssert.IsProblemAsync(response, 400, "target");
    }

    [Fact]
    public async Task Show_AndClose_AskTheSampler()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        var lens = await server.GetAsync<JsonElement>($"sessions/{session.Id}/lens");
        using var closed = await server.Api.DeleteAsync($"sessions/{session.Id}/lens", TestContext.Current.CancellationToken);

        Assert.Equal(("0x7f8000000000", 2_500_000), (lens.GetProperty("start").GetString(), lens.GetProperty("sweepUs").GetInt64()));
        Assert.Equal(204, (int)closed.StatusCode);
    }

    [Theory]
    [InlineData(CommandCode.NotOpen)]
    [InlineData(CommandCode.NotRunning)]
    [InlineData(CommandCode.Unavailable)]
    public async Task NoneIsOpen_EveryCallAnswersNotFound_WithTheSentence(CommandCode code)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        _answer = new LensAnswer(new CommandAnswer(code, "The lens has ended with its target."), null);
        _pages = new LensPages(_answer.Answer, 0, 0, 0, []);

        await AssertNoneAsync(server, session, "The lens has ended with its target.");
    }

    [Fact]
    public async Task SessionHasStopped_NoneIsOpen_AndNoneOpens()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        await AssertNoneAsync(server, session, "a lens ends with its session");
        using var response = await server.PostAsync($"sessions/{session.Id}/lens", """{ "start": "0x1000", "end": "0x2000" }""");
        await ProblemAssert.IsProblemAsync(response, 409);
        Assert.Empty(_orders);
    }

    [Fact]
    public async Task UnknownSession_AnswersNotFound()
    {
        await using var server = await TestServer.StartAsync(_directory);

        using var response = await server.PostAsync("sessions/other/lens", """{ "start": "0x1000", "end": "0x2000" }""");

        await ProblemAssert.IsProblemAsync(response, 404, "id");
    }

    [Fact]
    public async Task Pages_OfTheLens_AreAByteEach()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        var pages = await server.GetAsync<JsonElement>($"sessions/{session.Id}/pages");
        await server.GetAsync<JsonElement>($"sessions/{session.Id}/pages?start=0x1000&end=0x3000");

        Assert.Equal(
            """{"start":"0x7f8000000000","end":"0x7f8000004000","atUs":1700000001000000,"pageBytes":4096,"ages":"AAEJ/w=="}""",
            pages.GetRawText().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Equal([(0UL, ulong.MaxValue), (0x1000UL, 0x3000UL)], _reads);
    }

    [Fact]
    public async Task Pages_OfFourGiB_ComeInOnePiece()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        var ages = new byte[LensRules.MostPages];
        new Random(1).NextBytes(ages);
        _pages = _pages with { End = Start + (LensRules.MostPages * LensRules.PageBytes), Ages = ages };

        var pages = await server.GetAsync<JsonElement>($"sessions/{session.Id}/pages");

        Assert.Equal(ages, pages.GetProperty("ages").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("?start=1000", "start")]
    [InlineData("?end=what", "end")]
    [InlineData("?start=0x2000&end=0x2000", "end")]
    public async Task Pages_OfARangeThatCantBe_AreRefusedByName(string query, string field)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        using var response = await server.Api.GetAsync($"sessions/{session.Id}/pages{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, field);
    }

    [Fact]
    public async Task SamplerIsAway_SaysSo()
    {
        await using var server = await TestServer.StartAsync(_directory);
        var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        await sampler.DisposeAsync();
        await server.WaitForAsync(session.Id, _ => !server.Api.GetAsync("samplers", TestContext.Current.CancellationToken).Result.Content.ReadAsStringAsync(TestContext.Current.CancellationToken).Result.Contains("sampler-1", StringComparison.Ordinal));

        using var response = await server.Api.GetAsync($"sessions/{session.Id}/lens", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 503);
    }

    private async Task<FakeSampler> ConnectAsync(TestServer server)
    {
        var sampler = await server.ConnectSamplerAsync();
        sampler.Connection.On<string, LensOrder, LensAnswer>(nameof(ISamplerClient.OpenLens), (session, order) =>
        {
            _orders.Add((session, order));
            return _answer;
        });
        sampler.Connection.On<string, LensAnswer>(nameof(ISamplerClient.ShowLens), _ => _answer);
        sampler.Connection.On<string, LensAnswer>(nameof(ISamplerClient.CloseLens), _ => _answer);
        sampler.Connection.On<string, ulong, ulong, LensPages>(nameof(ISamplerClient.ReadLens), (_, start, end) =>
        {
            _reads.Add((start, end));
            return _pages;
        });
        return sampler;
    }

    private static async Task AssertNoneAsync(TestServer server, SessionResource session, string sentence)
    {
        foreach (var (method, path) in new[] { ("GET", "lens"), ("DELETE", "lens"), ("GET", "pages") })
        {
            using var response = await server.Api.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"sessions/{session.Id}/{path}"), TestContext.Current.CancellationToken);
            await ProblemAssert.IsProblemAsync(response, 404);
            Assert.Contains(sentence, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}
