using System.Globalization;
using System.Net;
using Damon.Run.Api;
using Damon.Run.Arguments;
using Damon.Run.Launching;
using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Looking;

/// <summary>Looks at a server: the one that answers at the address, else one of its own, which ends with the look.</summary>
/// <param name="screen">For sentences.</param>
/// <param name="layout">Where things are.</param>
/// <param name="time">The clock.</param>
internal sealed class LookRun(Screen screen, Layout layout, TimeProvider time)
{
    /// <summary>Does <paramref name="look"/>, whose result is the exit status.</summary>
    /// <returns>The exit status; null when a signal came before the look had one.</returns>
    /// <exception cref="RunFailure">Something went wrong.</exception>
    public async Task<int?> RunAsync(LookOptions options, Func<DamonApi, CancellationToken, Task<int>> look)
    {
        using var signals = new StopSignals(screen);
        var server = new ServerSettings(options.ServerOptions, Environment.GetEnvironmentVariables());
        TokenVariable.Remove();
        var token = new KeptToken(layout, screen);
        try
        {
            var settings = RunSettings.Read(server, token.Read);
            using var api = DamonApi.Create(settings);
            return await AnswersAsync(api, settings, signals.Token)
                ? await TellAsync(settings, () => look(api, signals.Token))
                : await RunOwnAsync(options, RunSettings.Read(server, token.ReadOrMake), look, signals.Token);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> AnswersAsync(DamonApi api, RunSettings settings, CancellationToken cancellationToken) =>
        await api.HealthAsync(cancellationToken) switch
        {
            null => false,
            { Health.Sampler: not null } => true,
            _ => throw new RunFailure(RunFailure.Failed,
                $"What answers at {settings.Address.AddressOf("", "")} is no Damon server. Say where it is, or choose another port: --{ServerAddress.Key}=http://127.0.0.1:{settings.Address.Port + 1}"),
        };

    // What a person can do about it is another thing here than in a browser.
    private static async Task<int> TellAsync(RunSettings settings, Func<Task<int>> look)
    {
        try
        {
            return await look();
        }
        catch (ApiFailure failure)
        {
            var address = settings.Address.AddressOf("", "");
            throw new RunFailure(RunFailure.Failed, failure.Status switch
            {
                null => $"The server at {address} does not answer any more: {failure.Message}",
                HttpStatusCode.Unauthorized =>
                    $"The server at {address} wants another token. Give its token as {TokenVariable.Name} in the environment, or call this as the user who has started it by ./run.",
                _ => Printable.Of(failure.Message),
            });
        }
    }

    private async Task<int?> RunOwnAsync(
        LookOptions options, RunSettings settings, Func<DamonApi, CancellationToken, Task<int>> look, CancellationToken cancellationToken)
    {
        if (options.Target is null)
        {
            throw SessionSearch.NothingMonitored();
        }

        if (options.Target.Pid is { } pid && !Directory.Exists($"/proc/{pid}"))
        {
            throw OptionTexts.NoProcess(pid.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var warning in (await KernelCheck.OfThisMachineAsync()).Warnings())
        {
            screen.Complain(warning);
        }

        await settings.Address.RequireFreeAsync();
        screen.Say($"No server answers at {settings.Address.AddressOf("", "")}: this starts one for the time.");
        return await new Station(screen, layout, time).RunAsync(
            settings, options.ServerOptions, (run, api, cancel) => TellAsync(settings, () => GuardAsync(run, stop => look(api, stop), cancel)), cancellationToken);
    }

    // For as long as server and sampler run.
    private static async Task<int> GuardAsync(RunContext run, Func<CancellationToken, Task<int>> look, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ending = run.Processes.WaitForEndAsync(over.Token);
        var looking = look(over.Token);
        if (await Task.WhenAny(looking, ending) == looking || cancellationToken.IsCancellationRequested)
        {
            await over.CancelAsync();
            await ((Task)ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await looking;
        }

        await over.CancelAsync();
        await ((Task)looking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var ended = await ending;
        throw new RunFailure(RunFailure.Failed, $"The {ended.Part} has ended unexpectedly (status {await ended.Completion}); stopping.", ended.Part);
    }
}
