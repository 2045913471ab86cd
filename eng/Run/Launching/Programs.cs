using Damon.Run.Accounts;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>Starts server and sampler.</summary>
internal sealed class Programs(RunContext run, Readiness readiness, string socket)
{
    private string LinkOption => $"--{RunSettings.SocketKey}={socket}";

    /// <summary>Starts the server as <paramref name="account"/>, and waits for it.</summary>
    public Task StartServerAsync(ServerAccount account, IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var log = Announce(Part.Server);
        string[] database = account.Database is "" ? [] : [$"--{RunSettings.DatabaseKey}={account.Database}"];
        var variables = new Dictionary<string, string>();
        if (run.Settings.Token is not "")
        {
            // By the environment: command lines are open to everybody on the machine.
            variables[TokenVariable.Name] = run.Settings.Token;
        }

        string[] words = [.. account.Prefix, run.Layout.DotNet, run.Layout.Server, .. options, .. database, LinkOption];
        var server = run.Processes.Start(new GuardedCommand(Part.Server, words) { Log = log, Variables = variables });
        return readiness.WaitAsync(Part.Server, () => server.Runs, answer => answer.ServerIsReady, cancellationToken);
    }

    /// <summary>Starts the sampler as root with the options that concern it, and waits until the server knows it.</summary>
    public async Task StartSamplerAsync(IReadOnlyList<string> options, CancellationToken cancellationToken)
    {
        var log = Announce(Part.Sampler);
        var prefix = await SamplerAccount.PrefixAsync(run.Caller, run.Screen);
        cancellationToken.ThrowIfCancellationRequested();
        string[] words = [run.Layout.DotNet, run.Layout.Sampler, .. SamplerOptions.Of(options), LinkOption];
        var sampler = run.Processes.Start(new GuardedCommand(Part.Sampler, words) { GuardPrefix = prefix, Log = log });
        await readiness.WaitAsync(Part.Sampler, () => sampler.Runs, answer => answer.SamplerIsReady, cancellationToken);
    }

    private string Announce(string part)
    {
        var log = run.LogOf(part);
        run.Screen.Say($"Starting the {part} (log: {log}) …");
        return log;
    }
}
