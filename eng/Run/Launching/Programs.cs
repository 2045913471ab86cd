using Damon.Run.Accounts;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>Starts server and sampler.</summary>
internal sealed class Programs(RunContext run, Readiness readiness, string socket)
{
    // Without: sockets of the runtime in the folder of temporary files, by which programs of the same user could change it.
    private static readonly KeyValuePair<string, string> NoDiagnostics = new("DOTNET_EnableDiagnostics", "0");

    // Packing and the database ask for megabytes now on this thread, now on that; each heap of the C library keeps what it once had.
    private static readonly KeyValuePair<string, string> FewHeaps = new("MALLOC_ARENA_MAX", "2");

    private string LinkOption => $"--{RunSettings.SocketKey}={socket}";

    /// <summary>Starts the server as <paramref name="account"/>, and waits for it.</summary>
    public async Task StartServerAsync(ServerAccount account, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var log = Announce(Part.Server);
        string[] database = account.Database is "" ? [] : [$"--{RunSettings.DatabaseKey}={account.Database}"];
        var variables = new Dictionary<string, string>([NoDiagnostics, FewHeaps]);
        if (run.Settings.Token is not "")
        {
            // By the environment: command lines are open to everybody on the machine.
            variables[TokenVariable.Name] = run.Settings.Token;
        }

        if (run.Settings.ViewerToken is { } viewers)
        {
            variables[TokenVariable.ViewerName] = viewers;
        }

        string[] words = [.. account.Prefix, run.Layout.DotNet, run.Layout.Server, .. options, .. database, .. await SamplersOptionAsync(account), LinkOption];
        var server = run.Processes.Start(new GuardedCommand(Part.Server, words) { Log = log, Variables = variables, RemovesFolder = true });
        await readiness.WaitAsync(Part.Server, () => server.Runs, answer => answer.ServerIsReady, cancellationToken);
    }

    /// <summary>Starts the sampler as root with the options that concern it, and waits until the server knows it.</summary>
    public async Task StartSamplerAsync(ServerAccount server, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var log = Announce(Part.Sampler);
        var prefix = await SamplerAccount.PrefixAsync(run.Caller, run.Screen);
        cancellationToken.ThrowIfCancellationRequested();
        string[] words = [run.Layout.DotNet, run.Layout.Sampler, .. await UserOptionAsync(server), .. SamplerOptions.Of(options), LinkOption];
        var sampler = run.Processes.Start(new GuardedCommand(Part.Sampler, words) { GuardPrefix = prefix, Log = log, Variables = new Dictionary<string, string>([NoDiagnostics]) });
        await readiness.WaitAsync(Part.Sampler, () => sampler.Runs, answer => answer.SamplerIsReady, cancellationToken);
    }

    private async Task<string[]> UserOptionAsync(ServerAccount server) =>
        await SamplerAccount.UserAsync(run.Caller, server.Account) is { } user ? [$"--{SamplerAccount.UserKey}={user}"] : [];

    // The server knows its own user and root; a sampler of another one must be named.
    private async Task<string[]> SamplersOptionAsync(ServerAccount server)
    {
        var uid = (await SamplerAccount.UserAsync(run.Caller, server.Account))?.Split(':')[0];
        string[] others = run.Settings.AllowedUids is "" ? ["0"] : [run.Settings.AllowedUids];
        return uid is null || uid == server.Account?.Uid || !run.Caller.IsRoot ? [] : [$"--{RunSettings.AllowedUidsKey}={string.Join(',', [.. others, uid])}"];
    }

    private string Announce(string part)
    {
        var log = run.LogOf(part);
        run.Screen.Say($"Starting the {part} (log: {log}) …");
        return log;
    }
}
