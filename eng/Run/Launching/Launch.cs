using System.Security.Cryptography;
using Damon.Run.Accounts;
using Damon.Run.Api;
using Damon.Run.Arguments;
using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>One run: starts server and sampler, prints the address to open, and waits for Ctrl-C.</summary>
internal sealed class Launch(Screen screen, Layout layout, TimeProvider time)
{
    private const int TokenDigits = 48;

    /// <summary>Runs until a signal comes (exit status 0) or something fails.</summary>
    /// <exception cref="RunFailure">It could not even begin.</exception>
    public async Task<int> RunAsync(RunOptions options)
    {
        foreach (var warning in (await KernelCheck.OfThisMachineAsync()).Warnings())
        {
            screen.Complain(warning);
        }

        var settings = RunSettings.Read(
            new ServerSettings(options.ServerOptions, Environment.GetEnvironmentVariables()),
            () => RandomNumberGenerator.GetHexString(TokenDigits, lowercase: true));
        TokenVariable.Remove();
        await settings.Address.RequireFreeAsync();
        var caller = await Caller.OfThisProcessAsync();
        var account = await ServerAccount.ChooseAsync(caller, settings.Database, layout, screen);
        RuntimeFolder.MakePrivate(layout.Logs);
        using var signals = new StopSignals(screen);
        using var folder = await RuntimeFolder.CreateAsync(account.Account);
        await using var processes = new RunProcesses(layout.Guard, folder.FullPath);
        var run = new RunContext(screen, layout, settings, caller, time, processes);
        return await RunAsync(run, account, folder, options, signals.Token);
    }

    // Tells what went wrong before the others are stopped, which may take a while.
    private static async Task<int> RunAsync(
        RunContext run, ServerAccount account, RuntimeFolder folder, RunOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using var api = DamonApi.Create(run.Settings);
            var programs = new Programs(run, new Readiness(api.HealthAsync, run.Time), run.Settings.Socket ?? folder.Socket);
            await programs.StartServerAsync(account, options.ServerOptions, cancellationToken);
            await programs.StartSamplerAsync(options.ServerOptions, cancellationToken);
            run.Screen.Say($"Damon is ready: {run.Settings.AddressOf("/")}");
            await new SessionStart(run, api).StartAsync(options.Monitor, cancellationToken);
            await WaitUntilOverAsync(run, cancellationToken);
            return 0;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // A signal reaches also what is at this terminal, sudo for example: its failure is no news then.
            return 0;
        }
        catch (RunFailure failure)
        {
            run.Screen.Complain(failure.Message);
            ShowLog(run, failure.Part);
            return failure.Status;
        }
    }

    private static async Task WaitUntilOverAsync(RunContext run, CancellationToken cancellationToken)
    {
        while (true)
        {
            var ended = await run.Processes.WaitForEndAsync(cancellationToken);
            var status = await ended.Completion;
            if (ended.Part != Part.Workload)
            {
                throw new RunFailure(RunFailure.Failed, $"The {ended.Part} has ended unexpectedly (status {status}); stopping.", ended.Part);
            }

            run.Screen.Say($"The workload has ended (status {status}). Its recording stays at the address above; Ctrl-C ends Damon.");
            await run.Processes.StopAsync(Part.Workload);
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
