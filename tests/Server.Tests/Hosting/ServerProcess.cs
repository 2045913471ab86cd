using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Damon.Server.Tests.Hosting;

/// <summary>The real server as a process of its own: what is to be killed, or to fill its disk.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Ready = "Damon is ready: ";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, string socket)
    {
        _process = process;
        Socket = socket;
        Api = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestServer.Token);
    }

    /// <summary>With the token, relative to the API.</summary>
    public HttpClient Api { get; }

    public string Socket { get; }

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="directory">Where its socket and its home are.</param>
    /// <param name="database">Its database.</param>
    /// <param name="settings">More arguments.</param>
    public static async Task<ServerProcess> StartAsync(TemporaryDirectory directory, string database, params string[] settings)
    {
        var socket = directory["sampler.sock"];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Damon.Server.dll"), "--Damon:Urls=http://127.0.0.1:0", $"--Damon:Database={database}", $"--Damon:Link:Socket={socket}", .. settings,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["Damon__Auth__Token"] = TestServer.Token;
        start.Environment["HOME"] = directory.Path;
        var process = Process.Start(start)!;
        var said = new System.Text.StringBuilder();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new ServerProcess(process, new Uri(line[Ready.Length..]), socket);
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        throw new InvalidOperationException($"The server ended at its start: {said}");
    }

    public async Task<FakeSampler> ConnectSamplerAsync(params string[] running)
    {
        var sampler = new FakeSampler(Socket, "sampler-1");
        await sampler.ConnectAsync(running);
        return sampler;
    }

    /// <summary>SIGKILL: it ends where it stands.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGTERM: it ends by itself.</summary>
    /// <returns>Its status.</returns>
    public async Task<int> StopAsync()
    {
        Assert.Equal(0, Commands.Run("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Api.Dispose();
        _process.Dispose();
    }
}
