using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

[Collection(Lanes.Waiting)]
public sealed class TopTests
{
    private const string LeavesTheScreen = "\u001b[?1049l";

    [Fact]
    public async Task Top_AtATerminal_ShowsFiguresFollowsKeysAndSizeAndEndsOnQ()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "8", "16");
        await using var terminal = TopOf(workload, command, stack);

        await terminal.WaitForAsync("used in the last");
        await terminal.WaitForAsync("▾holds");
        await terminal.WaitForAsync("anonymous");
        await terminal.PressAsync("n");
        await terminal.WaitForAsync("▾needs");
        var before = terminal.Drawn.Length;
        await Shell.RunAsync("stty", "-F", terminal.Device, "cols", "120", "rows", "30");
        await terminal.WaitForAsync("where", before);
        await terminal.PressAsync("q");

        Assert.Equal(0, await terminal.WaitForExitAsync());
        Assert.Contains(LeavesTheScreen, terminal.Drawn, StringComparison.Ordinal);
        Assert.Empty(await stack.Api.SessionsAsync());
    }

    [Fact]
    public async Task Top_NoServerAnswers_StartsOneForTheTimeAndLeavesNothingBehind()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: ./run would ask for sudo's password.");
        using var command = new LookCommand();
        using var workload = Workload.Run("hot", "64", "8", "16");
        await using var terminal = new PseudoTerminal(command.Words(null, "top", "--pid", $"{workload.Pid}"), command.Variables(null), 100, 30);
        await terminal.WaitForAsync("used in the last");
        var started = Processes.DescendantsOf(terminal.Pid);

        await terminal.PressAsync("\u0003");

        Assert.Equal(0, await terminal.WaitForExitAsync());
        Assert.True(started.Count >= 6, $"Only {started.Count} processes were found.");
        Assert.DoesNotContain(started, Processes.IsAlive);
        Assert.Empty(command.RuntimeFolders);
    }

    [Fact]
    public async Task Top_OutputPiped_PrintsPlainScreensOfWhatIsMonitoredAndASignalEndsIt()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "8", "16");
        var running = await stack.Api.StartAsync(workload.Pid);
        var words = command.Words(stack.Address, "top");
        await using var top = new RunningProgram(words[0], words[1..],
            command.Variables(DamonStack.Token).ToDictionary(variable => variable.Key, variable => variable.Value!));

        await top.WaitForLineAsync("used in the last", TimeSpan.FromMinutes(3));
        top.Signal(Libc.SigInt);

        Assert.Equal(0, await top.WaitForExitAsync());
        Assert.DoesNotContain('\u001b', top.Output);
        Assert.Equal(Model.Sessions.SessionState.Running, (await stack.Api.SessionAsync(running.Id)).State);
    }

    [Fact]
    public async Task Top_NothingMonitored_SaysWhatToDo()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();

        var result = await command.RunAsync(stack.Address, DamonStack.Token, "top");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Nothing is monitored now. Say what to look at", result.StandardError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Top_ProcessEnds_EndsWithASentence()
    {
        using var command = new LookCommand();
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "8", "16");
        await using var terminal = TopOf(workload, command, stack);
        await terminal.WaitForAsync("used in the last");

        workload.Kill();

        Assert.Equal(0, await terminal.WaitForExitAsync());
        Assert.Contains("Monitoring has ended.", terminal.Drawn[terminal.Drawn.LastIndexOf(LeavesTheScreen, StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    private static PseudoTerminal TopOf(Workload workload, LookCommand command, DamonStack stack)
        => new(command.Words(stack.Address, "top", "--pid", $"{workload.Pid}"), command.Variables(DamonStack.Token), 80, 24);
}
