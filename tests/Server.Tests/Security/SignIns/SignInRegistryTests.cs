using Damon.Model.Access;
using Damon.Server.Configuration;
using Damon.Server.Security.SignIns;
using Damon.Server.Security.Tokens;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Security.SignIns;

public sealed class SignInRegistryTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly List<string> _log = [];

    private string KeptIn => _directory["damon.db.signins"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Use_WithinTheIdleTime_ProlongsItUpToTheWholeTime()
    {
        var registry = Registry();
        var (signIn, secret) = Open(registry);
        Assert.Equal(_time.GetUtcNow() + (2 * Hour), registry.End(signIn));

        for (var hours = 0; hours < 4; hours++)
        {
            _time.Advance(Hour);
            Assert.Equal(signIn.Id, registry.Use(secret)?.Id);
        }

        Assert.Equal(signIn.CreatedAt + (5 * Hour), registry.End(Assert.Single(registry.All)));
        _time.Advance(Hour);
        Assert.Null(registry.Use(secret));
        Assert.Empty(registry.All);
    }

    [Fact]
    public void Use_AfterTheIdleTime_IsRefused()
    {
        var registry = Registry();
        var (_, secret) = Open(registry);

        _time.Advance(2 * Hour);

        Assert.Null(registry.Use(secret));
        Assert.Null(registry.Use(secret + "0"));
        Assert.Null(registry.Use(""));
        Assert.Null(registry.Use(null));
    }

    [Fact]
    public void Sweep_EndsWhatTheyHaveOpen_ButAnOpenConnectionIsUse()
    {
        var registry = Registry();
        var watching = Open(registry);
        var aborted = 0;
        using var tie = registry.Tie(watching.SignIn.Id, () => aborted++);
        var (idle, idleSecret) = Open(registry);

        for (var minutes = 0; minutes < 5 * 60; minutes += 30)
        {
            Assert.Equal(0, aborted);
            registry.Sweep();
            _time.Advance(TimeSpan.FromMinutes(30));
        }

        registry.Sweep();
        Assert.Equal(1, aborted);
        Assert.Null(registry.Use(idleSecret));
        Assert.Null(registry.Tie(idle.Id, () => aborted++));
        Assert.Empty(registry.All);
    }

    [Fact]
    public void Tie_ThatIsUntied_IsNotAborted()
    {
        var registry = Registry();
        var (signIn, _) = Open(registry);
        var aborted = 0;

        registry.Tie(signIn.Id, () => aborted++)!.Dispose();
        registry.Close(signIn.Id);

        Assert.Equal(0, aborted);
    }

    [Fact]
    public void Open_MoreThanThereMayBe_EndsTheOneUnusedForLongest()
    {
        var registry = Registry();
        var (first, firstSecret) = Open(registry);
        _time.Advance(TimeSpan.FromSeconds(1));
        var (second, secondSecret) = Open(registry);
        registry.Use(firstSecret);
        var aborted = 0;
        using var tie = registry.Tie(second.Id, () => aborted++);
        _time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 2; i <= SignInLimits.MostAtOnce; i++)
        {
            Assert.NotNull(registry.Use(firstSecret));
            Assert.Equal(0, aborted);
            Open(registry);
        }

        Assert.Equal(SignInLimits.MostAtOnce, registry.All.Count);
        Assert.Equal(1, aborted);
        Assert.Null(registry.Use(secondSecret));
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public void Restart_KeepsThem_ButNoneOfATokenThatIsAnother()
    {
        var before = Registry();
        var (_, ofOperator) = Open(before);
        var (_, ofViewer) = Open(before, AccessRole.Viewer);
        before.Save();

        var same = Registry();
        var other = Registry("another-operator-1");

        Assert.Equal((AccessRole.Operator, AccessRole.Viewer), (same.Use(ofOperator)!.Role, same.Use(ofViewer)!.Role));
        Assert.Null(other.Use(ofOperator));
        Assert.Equal(AccessRole.Viewer, other.Use(ofViewer)!.Role);
        Assert.Empty(_log);
    }

    [Fact]
    public void Restart_AfterAKill_HasLostNoMoreThanMinutesOfUse()
    {
        var before = Registry();
        var (_, secret) = Open(before);
        _time.Advance(1.5 * Hour);
        Assert.NotNull(before.Use(secret));
        _time.Advance(Hour);

        Assert.NotNull(Registry().Use(secret));
    }

    [Fact]
    public void File_IsPrivateAndHoldsNeitherCookiesNorTokens()
    {
        var (_, secret) = Open(Registry());

        var text = File.ReadAllText(KeptIn);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeptIn));
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("the-operators-token", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0b110_100_100, null, "its mode must be 0600")]
    [InlineData(0b110_000_000, "{\"signIns\":", "holds none")]
    [InlineData(0b110_000_000, "{}", "holds none")]
    public void File_ThatCannotBeTrusted_IsNotUsedAndSaysSo(int mode, string? content, string why)
    {
        var (_, secret) = Open(Registry());
        File.WriteAllText(KeptIn, content ?? File.ReadAllText(KeptIn));
        File.SetUnixFileMode(KeptIn, (UnixFileMode)mode);

        Assert.Null(Registry().Use(secret));
        Assert.Contains(why, Assert.Single(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void File_ThatCannotBeWritten_IsToldOnceAndTheSignInHolds()
    {
        Directory.CreateDirectory(KeptIn + "/in-its-place");
        var registry = Registry();
        _log.Clear();

        var (_, secret) = Open(registry);
        Open(registry);

        Assert.NotNull(registry.Use(secret));
        Assert.Contains("cannot be kept", Assert.Single(_log), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    private static (SignIn SignIn, string Secret) Open(SignInRegistry registry, AccessRole role = AccessRole.Operator) => registry.Open(role, "10.0.0.1", "browser");

    private SignInRegistry Registry(string token = "the-operators-token")
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Damon:Database"] = _directory["damon.db"],
            ["Damon:Auth:Token"] = token,
            ["Damon:Auth:ViewerToken"] = "the-viewers-token",
            ["Damon:Auth:IdleHours"] = "2",
            ["Damon:Auth:SignInHours"] = "5",
        }).Build();
        var settings = new SettingsReader(configuration, static _ => "/", 0, static _ => null).Read();
        var tokens = new AccessTokens(settings, NullLogger<AccessTokens>.Instance);
        var registry = new SignInRegistry(new SignInStore(settings, tokens, new Sentences(_log)), settings, _time);
        registry.Restore();
        return registry;
    }

    private sealed class Sentences(List<string> log) : ILogger<SignInStore>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => log.Add(formatter(state, exception));
    }
}
