using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;

namespace Damon.EndToEnd.Tests.Commands;

[Collection(Lanes.Beside)]
public sealed class RunTests
{
    [Fact]
    public async Task Run_WithCommand_MonitorsItAndCtrlCLeavesNothingBehind()
    {
        SkipUnlessRoot();
        await using var run = new RunCommand("--", "bash", "-c", "sleep 1000; true");
        var page = await run.SessionPageAsync();
        var session = await run.Api.SessionAsync(page.Segments[^1]);
        var started = Processes.DescendantsOf(run.Program.Pid);

        run.Program.Signal(Libc.SigInt);
        var status = await run.Program.WaitForExitAsync();

        Assert.Equal(0, status);
        Assert.Equal(SessionState.Running, session.State);
        Assert.True(started.Count >= 6, $"Only {started.Count} processes were found.");
        Assert.DoesNotContain(started, Processes.IsAlive);
        Assert.Empty(run.RuntimeDirectories);
    }

    [Theory]
    [InlineData("Damon.Sampler.dll", "The sampler has ended unexpectedly")]
    [InlineData("Damon.Server.dll", "The server has ended unexpectedly")]
    public async Task Run_OneOfBothKilled_SaysSoStopsTheOtherAndFails(string program, string sentence)
    {
        SkipUnlessRoot();
        await using var run = new RunCommand();
        await run.Program.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));
        var started = Processes.DescendantsOf(run.Program.Pid);

        Processes.Signal(run.PidOf(program), Libc.SigKill);
        var status = await run.Program.WaitForExitAsync();

        Assert.Equal(1, status);
        Assert.Contains(sentence, run.Program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(started, Processes.IsAlive);
    }

    [Fact]
    public async Task Run_KilledWithItsWholeGroup_ServerAndSamplerEndAndNothingIsLeftBehind()
    {
        SkipUnlessRoot();
        await using var run = new RunCommand();
        await run.Program.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));
        var started = Processes.DescendantsOf(run.Program.Pid);

        // What a shell's job control and a terminal's end send: to the group, minus is for that.
        Processes.Signal(-run.Program.Pid, Libc.SigKill);

        await Wait.UntilAsync("everything has ended", () => !started.Any(Processes.IsAlive));
        Assert.Empty(run.RuntimeDirectories);
        Assert.Empty(run.RuntimeSockets);
    }

    [Fact]
    public async Task Run_OnAPortInUse_SaysWhichAndWhatToDo()
    {
        SkipUnlessRoot();
        await using var first = new RunCommand();
        await first.Program.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));

        await using var second = new RunCommand($"--Damon:Urls=http://127.0.0.1:{first.Port}");

        Assert.Equal(2, await second.Program.WaitForExitAsync());
        Assert.Contains($"Something already listens on 127.0.0.1:{first.Port}", second.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Again_AsksForTheSameTokenSoThatNoBrowserIsSignedOut()
    {
        SkipUnlessRoot();
        using var command = new LookCommand();

        var first = await AddressAsync();
        var second = await AddressAsync();

        Assert.Equal(first, second);
        Assert.Equal((await File.ReadAllTextAsync(command.TokenFile, TestContext.Current.CancellationToken)).Trim(), first[(first.IndexOf('=') + 1)..].Trim());

        async Task<string> AddressAsync()
        {
            var words = command.Words(null);
            await using var run = new RunningProgram(words[0], words[1..], command.Variables("").Where(variable => variable.Value is not "").ToDictionary(variable => variable.Key, variable => variable.Value!));
            return await run.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));
        }
    }

    [Theory]
    [InlineData("a number", "--pid", "x")]
    [InlineData("There is no process", "--pid=4194305")]
    [InlineData("not two", "--demo", "--pid=1")]
    [InlineData("is missing", "--")]
    public async Task Run_WithWrongArguments_SaysWhatIsWrong(string sentence, params string[] arguments)
    {
        await using var run = new RunCommand(arguments);

        Assert.Equal(2, await run.Program.WaitForExitAsync());
        Assert.Contains(sentence, run.Program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProcessThatCannotBeMonitored_SaysWhyAndStops()
    {
        SkipUnlessRoot();
        // Kernel threads have no memory of their own.
        const string KernelThread = "2";
        Assert.SkipUnless(File.ReadAllText($"/proc/{KernelThread}/comm").Trim() == "kthreadd", "This container does not show the kernel's threads.");
        await using var run = new RunCommand("--pid", KernelThread);

        Assert.Equal(1, await run.Program.WaitForExitAsync(TimeSpan.FromMinutes(3)));
        Assert.Contains($"Process {KernelThread} cannot be monitored: ", run.Program.Output, StringComparison.Ordinal);
    }

    private static void SkipUnlessRoot() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: ./run would ask for sudo's password.");
}
