using Damon.Run.Machine;
using Damon.Run.Processes;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Run.Tests.Processes;

public sealed class WorkloadPidTests : IDisposable
{
    private readonly ReadableFolder _folder = new();
    private readonly FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };

    private string PidFile => Path.Combine(_folder.Root, "workload.pid");

    [Fact]
    public async Task Wait_ProgramThatLeadsItsSession_IsIt()
    {
        Prepare("77 (odd) name)) S 5 77 77 0 -1", "/usr/bin/sleep");

        Assert.Equal(77, await WaitAsync());
    }

    [Fact]
    public async Task Wait_ProgramWhoseFileIsHidden_IsIt()
    {
        Prepare("77 (sudo) S 5 77 77 0 -1", executable: null);

        Assert.Equal(77, await WaitAsync());
    }

    [Fact]
    public async Task Wait_SessionIsStillTheGuards_GivesUp()
    {
        Prepare("77 (setsid) S 5 5 5 0 -1", "/usr/bin/sleep");

        Assert.Null(await WaitAsync());
    }

    [Fact]
    public async Task Wait_StillSetsid_GivesUp()
    {
        // As the kernel names it, with the links of merged folders resolved.
        var setsid = Tool.Find("setsid")!;
        Prepare("77 (setsid) S 5 77 77 0 -1", setsid.StartsWith("/usr", StringComparison.Ordinal) ? setsid : "/usr" + setsid);

        Assert.Null(await WaitAsync());
    }

    [Fact]
    public async Task Wait_ProgramCouldNotBeStarted_GivesUp()
    {
        Prepare("77 (setsid) Z 5 77 77 0 -1", executable: null);

        Assert.Null(await WaitAsync());
    }

    [Fact]
    public async Task Wait_GuardHasEnded_GivesUpAtOnce()
    {
        Prepare("77 (sleep) S 5 77 77 0 -1", "/usr/bin/sleep");

        Assert.Null(await new WorkloadPid(_time, _folder.Root).WaitAsync(PidFile, () => false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wait_NoPidYet_GivesUp() => Assert.Null(await WaitAsync());

    public void Dispose() => _folder.Dispose();

    private void Prepare(string stat, string? executable)
    {
        var process = _folder.Folder("77");
        File.WriteAllText(PidFile, "77\n");
        File.WriteAllText(Path.Combine(process, "stat"), stat);
        if (executable is not null)
        {
            File.CreateSymbolicLink(Path.Combine(process, "exe"), executable);
        }
    }

    private async Task<int?> WaitAsync()
    {
        var waiting = new WorkloadPid(_time, _folder.Root).WaitAsync(PidFile, () => true, TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await waiting;
    }
}
