using Damon.Run.Arguments;
using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>One run: starts server and sampler, prints the address to open, and waits for Ctrl-C.</summary>
internal sealed class Launch(Screen screen, Layout layout, TimeProvider time)
{
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
            new KeptToken(layout, screen).ReadOrMake);
        TokenVariable.Remove();
        await settings.Address.RequireFreeAsync();
        using var signals = new StopSignals(screen);
        var status = await new Station(screen, layout, time).RunAsync(settings, options.ServerOptions, async (run, api, cancellationToken) =>
        {
            screen.Say($"Damon is ready: {settings.AddressOf("/")}");
            await new SessionStart(run, api).StartAsync(options.Monitor, cancellationToken);
            await WaitUntilOverAsync(run, cancellationToken);
            return 0;
        }, signals.Token);
        return status ?? 0;
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
}
