using System.Diagnostics;
using Damon.Confinement;
using Damon.Model.Groups;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

public sealed class ProcessTableTests : IDisposable
{
    private readonly ProcRoot _proc = new();

    public void Dispose() => _proc.Dispose();

    [Theory]
    [InlineData("work")]
    [InlineData("a b) c (d")]
    [InlineData(") R 1 2 3 4 5")]
    [InlineData("")]
    [InlineData("zwei\nZeilen")]
    public void Read_AnyShortName_IsTakenWhole(string name)
    {
        _proc.Add(12, name, parent: 7, startTicks: 4_242, commandLine: "");
        var facts = _proc.Table().Read(12)!;
        Assert.Equal((name, name, 7), (facts.Name, facts.CommandLine, facts.ParentPid));
        Assert.Equal(new ProcessIdentity(12, 4_242), facts.Identity);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds((ProcRoot.BootSeconds * 1_000) + 42_420), facts.StartTime);
    }

    [Fact]
    public void Read_OrdinaryProcess_TellsEverything()
    {
        var facts = _proc.Add(12, uid: 1, residentKb: 2_048).Table().Read(12)!;
        Assert.Equal(("work", "/bin/work -x", "daemon", 2_048L * 1_024), (facts.Name, facts.CommandLine, facts.User, facts.ResidentBytes));
        Assert.Null(facts.Obstacle);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(140_737_488_000_000, 140_737_488_000_000)]
    public void Read_AddressSpace_IsKnownOnceTheProgramIsLoaded(long stackStart, long? expected)
        => Assert.Equal((ulong?)expected, _proc.Add(12, stackStart: (ulong)stackStart).Table().Read(12)!.Space?.StackStart);

    [Fact]
    public void ReadStat_WithoutTheLastFields_IsReadAllTheSame()
    {
        _proc.Write("12/stat", "12 (work) S 7 12 12 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 4242");
        Assert.Equal(new ProcessStat(12, "work", 'S', 7, 4_242, null), _proc.Table().ReadStat(12));
    }

    [Fact]
    public void Read_UserWithoutName_TellsTheNumber() => Assert.Equal("4711", _proc.Add(12, uid: 4_711).Table().Read(12)!.User);

    [Fact]
    public void Read_NoSuchProcess_IsNull() => Assert.Null(_proc.Table().Read(12));

    [Fact]
    public void List_SearchedByContainer_FindsWhatRunsInIt()
    {
        _proc.Add(12).Add(13);
        _proc.Write("13/cgroup", "0::/lxc.payload.shop/system.slice\n");

        var found = Assert.Single(_proc.Table().List("SHOP", 10));

        Assert.Equal((13, "lxc shop"), (found.Identity.Pid, found.Container));
    }

    [Fact]
    public void List_CommandLineWithASecret_NeitherTellsItNorFindsIt()
    {
        _proc.Add(10, commandLine: "app\0--password\0hunter2\0postgres://ann:hunter2@db/x\0");

        Assert.Equal("app --password *** postgres://ann:***@db/x", Assert.Single(_proc.Table().List("app", 10)).CommandLine);
        Assert.Empty(_proc.Table().List("hunter", 10));
        Assert.False(_proc.Table().ReadWords(10, false)!.Match(new GlobPattern("*hunter*")));
    }

    [Fact]
    public void List_ProgramsOnly_NeitherTellsArgumentsNorFindsThem()
    {
        _proc.Add(10, commandLine: "app\0--login\0xyzzy\0");

        Assert.Equal("app …", Assert.Single(_proc.Table().List("app", 10, programsOnly: true)).CommandLine);
        Assert.Empty(_proc.Table().List("xyzzy", 10, programsOnly: true));
        Assert.Single(_proc.Table().List("xyzzy", 10));
    }

    [Fact]
    public void Read_ProcessOfRootWithoutTheCapability_NamesIt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Giving up a capability of root needs root.");
        using var other = Process.Start(new ProcessStartInfo("sleep", "600"))!;
        ProcessFacts? with = null, without = null;
        // Rights belong to threads: this one ends with what it has given up.
        var thread = new Thread(() =>
        {
            var table = new ProcessTable("/proc", new BootTime("/proc"), new UserNames("/etc/passwd"), Environment.ProcessId);
            with = table.Read(other.Id);
            Native.SetCapabilities(Capabilities.SysNice, Capabilities.None);
            without = table.Read(other.Id);
        });
        thread.Start();
        thread.Join();
        other.Kill();
        other.WaitForExit();

        Assert.Null(with!.Obstacle);
        Assert.Contains("lacks the capability CAP_SYS_PTRACE", without!.Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ProcessesThatCannotBeMonitored_SayWhy()
    {
        _proc.Add(2, "kthreadd", residentKb: null, commandLine: "", maps: "x")
            .Add(3, "gone", state: 'Z', residentKb: null)
            .Add(4, "other", maps: "")
            .Add(5, "self");
        var list = _proc.Table(ownPid: 5).List(null, 10).ToDictionary(process => process.Identity.Pid);
        Assert.All(list.Values, process => Assert.NotNull(process.Obstacle));
        Assert.Contains("kernel thread", list[2].Obstacle!);
        Assert.Contains("zombie", list[3].Obstacle!);
        Assert.Contains("CAP_SYS_PTRACE", list[4].Obstacle!);
        Assert.Contains("sampler itself", list[5].Obstacle!);
    }

    [Fact]
    public void List_Many_IsBiggestFirstAndLimited()
    {
        _proc.Add(10, residentKb: 100).Add(11, residentKb: 300).Add(12, residentKb: 200);
        Assert.Equal([11, 12], _proc.Table().List("", 2).Select(process => process.Identity.Pid));
    }

    [Theory]
    [InlineData("11", 11)]
    [InlineData("REDIS", 12)]
    [InlineData("--port 99", 13)]
    [InlineData(" daemon ", 11)]
    public void List_Search_FindsByPidNameCommandLineOrUser(string search, int pid)
    {
        _proc.Add(11, "a", uid: 1).Add(12, "redis-server").Add(13, "c", commandLine: "/usr/bin/c\0--port\099\0");
        Assert.Equal(pid, Assert.Single(_proc.Table().List(search, 10)).Identity.Pid);
    }

    [Fact]
    public void Children_FromTaskFiles_AreFoundOverAllThreads()
    {
        _proc.Add(20).Add(21, parent: 20, startTicks: 5).Add(22, parent: 20, startTicks: 6).Add(23, state: 'Z', parent: 20);
        _proc.Write("20/task/20/children", "21 23 ");
        _proc.Write("20/task/24/children", "22 ");
        Assert.Equal([new(21, 5), new(22, 6)], new ChildProcesses(_proc.Table()).Of(20).Order(Comparer<ProcessIdentity>.Create((a, b) => a.Pid - b.Pid)));
    }

    [Fact]
    public void Children_WithoutTaskFiles_AreFoundByTheirParent()
    {
        _proc.Add(20).Add(21, parent: 20, startTicks: 5).Add(22, parent: 21);
        _proc.Write("20/task/20/stat", "");
        Assert.Equal(new ProcessIdentity(21, 5), Assert.Single(new ChildProcesses(_proc.Table()).Of(20)));
    }

    [Fact]
    public void BootTime_NoProc_SaysWhatToDo()
        => Assert.Contains("mount", Assert.Throws<IOException>(() => new BootTime(Path.Combine(_proc.Path, "none"))).Message);

    [Fact]
    public void ResidentSize_Process_ReadsPagesAllocatingNothing()
    {
        _proc.Write("30/statm", "1000 250 30 4 0 5 0\n");
        using var resident = new ResidentSize(_proc.Path, 30);
        Assert.Equal(250L * Environment.SystemPageSize, resident.Read());
        var before = GC.GetAllocatedBytesForCurrentThread();
        resident.Read();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Read_ThisProcess_MatchesTheRuntime()
    {
        var table = new ProcessTable("/proc", new BootTime("/proc"), new UserNames("/etc/passwd"), ownPid: 0);
        var facts = table.Read(Environment.ProcessId)!;
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Assert.InRange(facts.StartTime.UtcDateTime, self.StartTime.ToUniversalTime().AddSeconds(-2), self.StartTime.ToUniversalTime().AddSeconds(2));
        Assert.InRange(facts.ResidentBytes, 10_000_000, 10_000_000_000);
        Assert.Null(facts.Obstacle);
        Assert.Contains(table.List(null, 1_000), process => process.Identity.Pid == Environment.ProcessId);
    }
}
