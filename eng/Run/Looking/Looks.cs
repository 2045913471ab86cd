using Damon.Run.Arguments;
using Damon.Run.Looking.Reports;
using Damon.Run.Looking.Terminal;
using Damon.Run.Looking.Top;
using Damon.Run.Machine;

namespace Damon.Run.Looking;

/// <summary>The commands that look at what is monitored.</summary>
/// <param name="screen">Standard output is for what is looked at; sentences go to standard error.</param>
/// <param name="layout">Where things are.</param>
/// <param name="time">The clock.</param>
internal sealed class Looks(Screen screen, Layout layout, TimeProvider time)
{
    private readonly Screen _beside = new(screen.Error, screen.Error);

    /// <summary><c>./run top</c>; its exit status.</summary>
    public async Task<int> TopAsync(LookOptions options)
    {
        var command = new TopCommand(_beside, TerminalOutput.ConsoleOf(screen), time);
        return await new LookRun(_beside, layout, time).RunAsync(options, (api, cancel) => command.RunAsync(api, options, cancel)) ?? 0;
    }

    /// <summary><c>./run report</c>; its exit status.</summary>
    public async Task<int> ReportAsync(LookOptions options)
    {
        var command = new ReportCommand(_beside, TerminalOutput.ConsoleOf(screen), screen.Output, time);
        if (await new LookRun(_beside, layout, time).RunAsync(options, (api, cancel) => command.RunAsync(api, options, cancel)) is { } status)
        {
            return status;
        }

        _beside.Complain("Stopped before the time was over: there is no report.");
        return RunFailure.Failed;
    }
}
