using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Scraping;

public sealed class LimitScrapeTests : IDisposable
{
    private const string Limit = "damon_memory_limit_bytes";
    private const string Charged = "damon_memory_charged_bytes";

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _asked = [];
    private Func<Task<LimitReadings>> _tell = () => Task.FromResult(Readings(new LimitReading(0, null, "/shop/redis", 2, 8_000, 4_096)));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Limits_OfTargetsAndGroups_AreTold()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        _tell = () => Task.FromResult(Readings(
            new LimitReading(0, null, "/", 2, null, 7),
            new LimitReading(1, null, "/shop/redis", 2, 8_000, 4_096),
            new LimitReading(null, 0, "/shop", 2, 9_000, 5_000),
            new LimitReading(9, null, "/gone", 2, 1, 1)));
        using var start = await server.PostAsync("sessions", new { targets = new object[] { new { unit = "redis.service" }, new { pid = 2 } } });
        var session = Assert.Single(sampler.Started).SessionId;

        var metrics = await Exposition.OfAsync(server);

        (string, string) id = ("session", session);
        Assert.Equal(8_000, metrics.Value(Limit, id, ("target", "1"), ("group", "redis.service"), ("cgroup", "/shop/redis")));
        Assert.Equal(4_096, metrics.Value(Charged, id, ("target", "1"), ("group", "redis.service"), ("cgroup", "/shop/redis")));
        Assert.Equal(9_000, metrics.Value(Limit, id, ("target", "all"), ("group", "redis.service"), ("cgroup", "/shop")));
        Assert.Equal(5_000, metrics.Value(Charged, id, ("target", "all"), ("group", "redis.service"), ("cgroup", "/shop")));
        Assert.Equal(7, metrics.Value(Charged, id, ("target", "0"), ("cgroup", "/")));
        Assert.Empty(metrics.With("cgroup", "/gone"));
    }

    [Fact]
    public async Task Limits_WithoutLimit_OnlyWhatIsChargedIsTold()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        _tell = () => Task.FromResult(Readings(new LimitReading(0, null, "/", 1, null, 7)));
        await server.StartSessionAsync();

        Assert.Equal([Charged], (await Exposition.OfAsync(server)).With("cgroup", "/"));
    }

    [Fact]
    public async Task Limits_AreAskedOnceInSomeSeconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await TestServer.StartAsync(_directory, time);
        await using var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();

        Assert.NotEmpty((await Exposition.OfAsync(server)).With("cgroup", "/shop/redis"));
        _tell = () => Task.FromResult(Readings());
        Assert.NotEmpty((await Exposition.OfAsync(server)).With("cgroup", "/shop/redis"));
        Assert.Equal([session.Id], _asked);

        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty((await Exposition.OfAsync(server)).With("cgroup", "/shop/redis"));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task Limits_SamplerThatIsSlow_IsWaitedForByLaterScrapes()
    {
        var answer = new TaskCompletionSource<LimitReadings>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await ConnectAsync(server);
        var tell = _tell;
        _tell = () => answer.Task;
        var session = await server.StartSessionAsync();

        // It is not answered before the scrape has been.
        var first = await Exposition.OfAsync(server);
        Assert.Contains("damon_session_info", first.With("session", session.Id));
        Assert.Empty(first.With("cgroup", "/shop/redis"));
        answer.SetResult(await tell());

        Assert.NotEmpty((await Exposition.OfAsync(server)).With("cgroup", "/shop/redis"));
        Assert.Single(_asked);
    }

    [Fact]
    public async Task Limits_SamplerIsAway_AreLeftOut()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = await TestServer.StartAsync(_directory, time);
        var sampler = await ConnectAsync(server);
        var session = await server.StartSessionAsync();
        Assert.NotEmpty((await Exposition.OfAsync(server)).With("cgroup", "/shop/redis"));

        await sampler.DisposeAsync();
        while ((await server.GetAsync<SamplerResource[]>("samplers")).Length > 0)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        time.Advance(TimeSpan.FromSeconds(5));
        var metrics = await Exposition.OfAsync(server);
        Assert.Equal(0, metrics.Value("damon_session_sampler_connected", ("session", session.Id)));
        Assert.Empty(metrics.With("cgroup", "/shop/redis"));
    }

    private async Task<FakeSampler> ConnectAsync(TestServer server)
    {
        var sampler = await server.ConnectSamplerAsync();
        sampler.Connection.On<string, LimitReadings>(nameof(ISamplerClient.ReadLimits), session =>
        {
            _asked.Add(session);
            return _tell();
        });
        return sampler;
    }

    private static LimitReadings Readings(params LimitReading[] limits) => new(new CommandAnswer(CommandCode.Ok), limits);
}
