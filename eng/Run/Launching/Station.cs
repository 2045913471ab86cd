using Damon.Run.Accounts;
using Damon.Run.Api;
using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>Server and sampler of this run: started for some work, and stopped after it.</summary>
internal sealed class Station(Screen screen, Layout layout, TimeProvider time)
{
    /// <summary>Starts both, does <paramref name="work"/> and stops both; what goes wrong is told at once, because stopping may take a while.</summary>
    /// <param name="settings">Address, token and places.</param>
    /// <param name="options">Options of server and sampler, as they were given.</param>
    /// <param name="work">Is cancelled by a signal; its result is the exit status.</param>
    /// <param name="cancellationToken">Is cancelled by a signal.</param>
    /// <returns>The exit status; null when a signal came first.</returns>
    /// <exception cref="RunFailure">It could not even begin.</exception>
    public async Task<int?> RunAsync(
        RunSettings settings, IReadOnlyList<string> options, Func<RunContext, DamonApi, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var caller = await Caller.OfThisProcessAsync();
        var account = await ServerAccount.ChooseAsync(caller, settings.Database, layout, screen);
        RuntimeFolder.MakePrivate(layout.Logs);
        using var folder = await RuntimeFolder.CreateAsync(account.Account);
        await using var processes = new RunProcesses(layout.Guard, folder.FullPath);
        var run = new RunContext(screen, layout, settings, caller, time, processes);
        try
        {
            using var api = DamonApi.Create(settings);
            var programs = new Programs(run, new Readiness(api.HealthAsync, time), settings.Socket ?? folder.Socket);
            await programs.StartServerAsync(account, options, cancellationToken);
            await programs.StartSamplerAsync(account, options, cancellationToken);
            return await work(run, api, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // A signal reaches also what is at this terminal, sudo for example: its failure is no news then.
            return null;
        }
        catch (RunFailure failure)
        {
            screen.Complain(failure.Message);
            ShowLog(run, failure.Part);
            return failure.Status;
        }
    }

    private static void ShowLog(RunContext run, string? part)
    {
        const int Lines = 15;
        if (part is null || !File.Exists(run.LogOf(part)))
        {
            return;
        }

        run.Screen.Complain($"Last lines of {run.LogOf(part)}:");
        foreach (var line in File.ReadLines(run.LogOf(part)).TakeLast(Lines))
        {
            run.Screen.Complain(line);
        }
    }
}
