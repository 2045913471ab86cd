namespace Damon.EndToEnd.Tests.Stack;

/// <summary>A real server and a real sampler, with a port, a socket and a database of their own.</summary>
internal sealed class DamonStack : IAsyncDisposable
{
    public const string Token = "a-token-for-the-tests-only";

    private readonly TemporaryFolder _folder = new();
    private readonly string? _serverUser;
    private readonly IReadOnlyDictionary<string, string> _variables;

    private DamonStack(string? serverUser, IReadOnlyDictionary<string, string>? variables)
    {
        (_serverUser, _variables) = (serverUser, variables ?? new Dictionary<string, string>());
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
        Api = new DamonApi(Address, Token);
        Socket = Path.Combine(_folder.Folder("link"), "sampler.sock");
        Database = Path.Combine(_folder.Folder("data"), "damon.db");
    }

    public Uri Address { get; }

    public DamonApi Api { get; }

    public string Socket { get; }

    public string Database { get; }

    public RunningProgram? Server { get; private set; }

    public RunningProgram? Sampler { get; private set; }

    /// <summary>What to open in a browser.</summary>
    public string PageAddress(string path = "/") => $"{Address.ToString().TrimEnd('/')}{path}?token={Token}";

    /// <summary>Starts both and returns when the sampler is connected; skips the test where the page tables cannot be read.</summary>
    /// <param name="serverUser">User id for the server; null for the one of this test.</param>
    /// <param name="variables">Of the environment of both; null for none beside this test's.</param>
    /// <param name="samplerOptions">Settings of the sampler beside its socket.</param>
    public static async Task<DamonStack> StartAsync(string? serverUser = null, IReadOnlyDictionary<string, string>? variables = null, params string[] samplerOptions)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "The sampler needs root to read page tables.");
        Assert.SkipUnless(File.Exists("/sys/kernel/btf/vmlinux"), "This kernel has no BTF (/sys/kernel/btf/vmlinux), which the sampler needs.");
        var stack = new DamonStack(serverUser, variables);
        try
        {
            await stack.GiveFoldersToServerAsync();
            await stack.StartServerAsync();
            await stack.StartSamplerAsync(samplerOptions);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public async Task StartServerAsync()
    {
        string[] command = ["dotnet", PublishedPrograms.Server, $"--Damon:Urls={Address}", $"--Damon:Database={Database}", $"--Damon:Link:Socket={Socket}"];
        string[] asUser = _serverUser is null ? [] : ["setpriv", "--reuid", _serverUser, "--regid", _serverUser, "--clear-groups", "env", "HOME=" + Path.GetDirectoryName(Database)];
        string[] all = [.. asUser, .. command];
        Server = new RunningProgram(all[0], all[1..], new Dictionary<string, string>(_variables) { ["Damon__Auth__Token"] = Token });
        await Server.WaitForLineAsync("Damon is ready");
    }

    public async Task StartSamplerAsync(params string[] options)
    {
        Sampler = new RunningProgram("dotnet", [PublishedPrograms.Sampler, $"--Damon:Link:Socket={Socket}", .. options], _variables);
        await WaitForSamplerAsync();
    }

    public Task WaitForSamplerAsync() => Wait.UntilAsync("the sampler is connected", async () =>
    {
        Assert.False(Sampler!.HasExited, $"The sampler has ended:\n{Sampler.Output}");
        return (await Api.HealthAsync()).Sampler.Status == "ok";
    });

    public Task KillServerAsync() => KillAsync(Server!);

    public Task KillSamplerAsync() => KillAsync(Sampler!);

    public async ValueTask DisposeAsync()
    {
        if (Sampler is not null)
        {
            await Sampler.DisposeAsync();
        }

        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        Api.Dispose();
        _folder.Dispose();
    }

    private static async Task KillAsync(RunningProgram program)
    {
        program.Signal(Libc.SigKill);
        await program.WaitForExitAsync();
    }

    private async Task GiveFoldersToServerAsync()
    {
        foreach (var file in new[] { Socket, Database })
        {
            await Shell.RunAsync("chown", _serverUser ?? Environment.UserName, Path.GetDirectoryName(file)!);
        }
    }
}
