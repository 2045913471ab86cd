using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Damon.Server.Configuration;

namespace Damon.Server.Tests.Hosting;

public sealed class StartupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Run_WithoutAToken_PrintsTheOneReadyLineAndThePrintedAddressWorks()
    {
        using var server = Run("--Damon:Urls=http://127.0.0.1:0");
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^Damon is ready: http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{64}$", line);
        using (var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }))
        {
            using var response = await browser.GetAsync(new Uri(line!["Damon is ready: ".Length..]), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }

        var (status, rest, _) = await EndAsync(server);
        Assert.Equal((0, ""), (status, rest));
        var kept = Assert.Single(Directory.GetFiles(_directory.Path), file => File.ReadAllText(file).Contains(line.Split('=')[1], StringComparison.Ordinal));
        Assert.Equal(_directory["damon.db.token"], kept);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(kept));
        Assert.Empty(Directory.GetFileSystemEntries(_directory["home"]));
    }

    [Fact]
    public async Task Run_EveryThread_CanStartNoProgramAndGetsNoMoreRights()
    {
        using var server = Run("--Damon:Urls=http://127.0.0.1:0");
        await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var threads = Directory.GetDirectories($"/proc/{server.Id}/task").Select(thread => File.ReadAllLines($"{thread}/status")).ToList();

        await EndAsync(server);
        Assert.All(threads, status => Assert.Contains("NoNewPrivs:\t1", status));
        Assert.All(threads, status => Assert.Contains("Seccomp:\t2", status));
    }

    [Fact]
    public async Task Run_Again_HasTheSameTokenSoThatNoBrowserIsSignedOut()
    {
        Assert.Equal(await ReadyAsync(), await ReadyAsync());

        File.SetUnixFileMode(_directory["damon.db.token"], (UnixFileMode)0b110_100_100);
        var before = await File.ReadAllTextAsync(_directory["damon.db.token"], TestContext.Current.CancellationToken);
        using var server = Run("--Damon:Urls=http://127.0.0.1:0");
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var (_, _, log) = await EndAsync(server);

        Assert.DoesNotContain(before.Trim(), line, StringComparison.Ordinal);
        Assert.Contains("its mode must be 0600). A new token takes its place", log, StringComparison.Ordinal);
        Assert.DoesNotContain(before.Trim(), log, StringComparison.Ordinal);

        async Task<string> ReadyAsync()
        {
            using var server = Run("--Damon:Urls=http://127.0.0.1:0");
            var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            await EndAsync(server);
            return line!.Split('=')[1];
        }
    }

    [Fact]
    public async Task Run_ViewersToken_IsKeptInAFileOfItsOwnAndOpensNoMoreThanReading()
    {
        using var server = Run("--Damon:Urls=http://127.0.0.1:0");
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var token = (await File.ReadAllTextAsync(_directory["damon.db.viewer-token"], TestContext.Current.CancellationToken)).Trim();
        using var api = new HttpClient { BaseAddress = new Uri(new Uri(line!["Damon is ready: ".Length..]), "/api/v1/") };
        api.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var list = await api.GetAsync("sessions", TestContext.Current.CancellationToken);
        using var delete = await api.DeleteAsync("sessions/none", TestContext.Current.CancellationToken);
        var (_, _, log) = await EndAsync(server);

        Assert.Equal((200, 403), ((int)list.StatusCode, (int)delete.StatusCode));
        Assert.Matches("^[0-9a-f]{64}$", token);
        Assert.DoesNotContain(token, line, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log, StringComparison.Ordinal);
        Assert.Contains(_directory["damon.db.viewer-token"], log, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_directory["damon.db.viewer-token"]));
    }

    [Fact]
    public async Task Run_ViewersTokenThatCannotBeKept_SaysSoAndServesOperators()
    {
        Directory.CreateDirectory(_directory["damon.db.viewer-token/in-its-place"]);
        using var server = Run("--Damon:Urls=http://127.0.0.1:0", "--Damon:Auth:Token=a-secret-of-mine-123");
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        var (_, _, log) = await EndAsync(server);

        Assert.StartsWith("Damon is ready: ", line, StringComparison.Ordinal);
        Assert.Contains("Give one as Damon:Auth:ViewerToken, or let this user write there. Until the next start nobody can sign in with it", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Who may only look", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_TokenGiven_DoesNotPrintIt()
    {
        using var server = Run("--Damon:Urls=http://127.0.0.1:0", "--Damon:Auth:Token=a-secret-of-mine-123");
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^Damon is ready: http://127\\.0\\.0\\.1:[0-9]+/$", line);
        var (_, _, log) = await EndAsync(server);
        Assert.DoesNotContain("a-secret-of-mine-123", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_directory.Path), file => File.ReadAllText(file).Contains("a-secret-of-mine-123", StringComparison.Ordinal));
        Assert.False(File.Exists(_directory["damon.db.token"]));
    }

    [Fact]
    public async Task Run_AuthDisabled_WarnsLoudly()
    {
        using var server = Run("--Damon:Urls=http://127.0.0.1:0", "--Damon:Auth:Disabled=true");
        await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var (_, _, log) = await EndAsync(server);
        Assert.Contains("AUTHENTICATION IS DISABLED", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PortInUse_SaysSoAndExitsWithOne()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (status, output, error) = await FailAsync($"--Damon:Urls=http://{taken.LocalEndpoint}");

        Assert.Equal((1, ""), (status, output));
        Assert.Contains("address already in use", error, StringComparison.Ordinal);
        Assert.Contains("Damon:Urls", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WrongSettings_NamesThemAndExitsWithOne()
    {
        var (status, output, error) = await FailAsync("--Damon:Urls=nonsense", "--Damon:Link:GraceSeconds=x");

        Assert.Equal((1, ""), (status, output));
        Assert.Contains("Damon:Urls", error, StringComparison.Ordinal);
        Assert.Contains("Damon:Link:GraceSeconds", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DatabaseThatCannotBeOpened_SaysSoAndExitsWithOne()
    {
        var (status, output, error) = await FailAsync("--Damon:Urls=http://127.0.0.1:0", "--Damon:Database=/proc/damon/damon.db");

        Assert.Equal((1, ""), (status, output));
        Assert.Contains("/proc/damon/damon.db (Damon:Database) cannot be opened", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SocketLeftByAKilledServer_IsReplaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Bound under another name, so that closing it does not remove what is left behind.
            dead.Bind(new UnixDomainSocketEndPoint(_directory["born.sock"]));
            File.Move(_directory["born.sock"], _directory["sampler.sock"]);
        }

        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();

        Assert.True(sampler.Welcome!.Accepted);
    }

    [Fact]
    public async Task Start_SocketOfALiveProgram_IsRefusedAndLeftAlone()
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_directory["sampler.sock"]));
        other.Listen();

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory));

        Assert.Contains("Damon:Link:Socket", failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_directory["sampler.sock"]));
    }

    [Fact]
    public async Task Start_SocketOfAnotherServer_IsRefused()
    {
        await using var first = await TestServer.StartAsync(_directory);

        var failure = await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory, null, $"--Damon:Database={_directory["other.db"]}"));

        var pid = Environment.ProcessId;
        Assert.Contains($"another Damon server (process {pid}) listens there. Stop that one (kill {pid})", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FileInTheSocketsPlace_IsRefusedAndLeftAlone()
    {
        await File.WriteAllTextAsync(_directory["sampler.sock"], "mine", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<StartupException>(() => TestServer.StartAsync(_directory));

        Assert.Equal("mine", await File.ReadAllTextAsync(_directory["sampler.sock"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_Socket_IsClosedToOthers()
    {
        await using var server = await TestServer.StartAsync(_directory, null, $"--Damon:Link:Socket={_directory["new/sampler.sock"]}");

        Assert.Equal((UnixFileMode)0b110_110_000, File.GetUnixFileMode(_directory["new/sampler.sock"]));
        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(_directory["new"]));
    }

    private Process Run(params string[] settings) => Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Damon.Server.dll"),
            $"--Damon:Database={_directory["damon.db"]}",
            $"--Damon:Link:Socket={_directory["sampler.sock"]}",
            .. settings,
        ])
    {
        WorkingDirectory = "/",
        Environment = { ["HOME"] = Directory.CreateDirectory(_directory["home"]).FullName },
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task<(int Status, string Output, string Error)> FailAsync(params string[] settings)
    {
        using var server = Run(settings);
        return await OutputAsync(server);
    }

    /// <summary>Ends it as a terminal or a service manager does.</summary>
    private static async Task<(int Status, string Output, string Error)> EndAsync(Process server)
    {
        using var signal = Process.Start("kill", ["-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await OutputAsync(server);
    }

    private static async Task<(int Status, string Output, string Error)> OutputAsync(Process server)
    {
        var output = server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (server.ExitCode, await output, await error);
    }
}
