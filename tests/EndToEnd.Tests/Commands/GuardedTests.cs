using System.Diagnostics;
using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

[Collection(Lanes.Beside)]
public sealed class GuardedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task Guarded_ProgramEnds_ExitStatusIsTheProgramsOwn(int status)
    {
        using var guard = Start("bash", "-c", $"exit {status}");

        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, guard.ExitCode);
    }

    [Fact]
    public async Task Guarded_PipeCloses_ProgramIsAskedToEndAndItsChildrenGoWithIt()
    {
        using var guard = Start("bash", "-c", "trap 'echo asked; exit 3' TERM; sleep 1000 & echo $!; wait");
        var child = int.Parse((await guard.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

        guard.StandardInput.Close();

        Assert.Equal("asked", await guard.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(3, guard.ExitCode);
        await Wait.UntilAsync("the child has ended", () => !Processes.IsAlive(child));
    }

    private static Process Start(params string[] command)
    {
        var start = new ProcessStartInfo(Repository.PathOf("eng/guarded"), command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }
}
