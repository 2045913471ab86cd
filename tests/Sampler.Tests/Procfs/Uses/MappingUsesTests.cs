using System.Text;
using Damon.Sampler.Procfs;
using Damon.Sampler.Procfs.Uses;

namespace Damon.Sampler.Tests.Procfs.Uses;

public sealed class MappingUsesTests
{
    private const string LibC = "7fff00000000-7fff00100000 r-xp 00026000 fe:00 1    /usr/lib/x86_64-linux-gnu/libc.so.6\n";

    [Fact]
    public void Of_JavaWithAGivenHeap_TellsHeapCodeArenasAndStacks()
    {
        // One thread sleeps in a stack of the virtual machine's own, one in a stack of a Java thread.
        var uses = Uses(RecordedMaps.JavaGiven, "java", "java -Xmx300m T.java", 0x7fd4cd4fed30, 0x7fd4cd5fe000);

        Assert.Equal(
            [
                (0xed400000, "Java heap"), (0xffe00000, "Java heap"), (0xffe75000, "Java heap"), (0xfff00000, "Java heap"), (0xfff78000, "Java heap"),
                (0x7fd454000000, "malloc arena"), (0x7fd45c000000, "malloc arena"), (0x7fd4c0000000, "malloc arena"),
                (0x7fd4cd3ff000, "thread stack"), (0x7fd4cd503000, "thread stack"), (0x7fd4cd603000, "thread stack"),
                (0x7fd4e0000000, "JIT code"),
            ],
            uses);
    }

    [Fact]
    public void Of_JavaThatHasChosenItsHeap_TellsTheCommittedParts()
        => Assert.Equal(
            [0x687400000UL, 0x7ff800000UL, 0x7ffb00000UL, 0x7ffb75000UL, 0x7ffc00000UL, 0x7ffc78000UL],
            Uses(RecordedMaps.JavaChosen, "java", "java T.java").Where(use => use.Use == "Java heap").Select(use => use.Start));

    [Theory]
    [InlineData("java -Xmx301m T", false)]
    [InlineData("java -Xmx299m T", true)]
    [InlineData("java -Xmx100m -XX:MaxHeapSize=314572800 T", true)]
    [InlineData("java -Xmx300m -Xmx2g T", false)]
    [InlineData("java -Xmx307200K", true)]
    [InlineData("java T -Xmxlarge", true)]
    public void Of_Java_TheHeapIsAsLargeAsTheLastLimitSays(string commandLine, bool isFound)
        => Assert.Equal(isFound, Uses(RecordedMaps.JavaGiven, "java", commandLine).Any(use => use.Use == "Java heap"));

    [Fact]
    public void Of_JavaWithHeapAboveAndClassSpace_TakesNeitherForTheOther()
    {
        // 64 GiB at addresses without compressed pointers, and no limit that says so: not certain.
        const string text = """
            7e0000000000-7e0100000000 rw-p 00000000 00:00 0 
            7e0100000000-7e1000000000 ---p 00000000 00:00 0 
            7f0000000000-7f0000100000 rw-p 00000000 00:00 0 
            7f0000100000-7f0040000000 ---p 00000000 00:00 0 
            7fd4f8000000-7fd4f8a00000 r-xp 00200000 fe:00 318150   /jvm/libjvm.so

            """;
        Assert.Empty(Uses(text, "java", "java T"));
        Assert.Equal([(0x7e0000000000UL, "Java heap")], Uses(text, "java", "java -Xmx64g T"));
    }

    [Fact]
    public void Of_Node_TellsItsCode()
        => Assert.Equal([(0x7f5a24003000UL, "JIT code"), (0x7f5a44000000UL, "malloc arena")], Uses(RecordedMaps.Node + LibC, "node", "node x.js"));

    [Fact]
    public void Of_Postgres_TellsSharedBuffersAndNotTheSmallSegment()
        => Assert.Equal([(0x7f05b9990000UL, "PostgreSQL shared buffers"), (0x7f05c2048000UL, "SysV shared memory 00bcc3ed")], Uses(RecordedMaps.Postgres, "postgres", "postgres: app app [local] idle"));

    [Fact]
    public void Of_SharedMemoryOfAnotherProgram_IsNoSharedBuffers()
        => Assert.Equal([(0x7f05b9990000UL, "shared memory"), (0x7f05c2048000UL, "SysV shared memory 00bcc3ed")], Uses(RecordedMaps.Postgres, "other", "other"));

    [Theory]
    [InlineData("rw-s 00000000 00:01 7 /memfd:frames (deleted)", "memfd frames")]
    [InlineData("rw-s 00000000 00:01 7 /memfd:java_heap (deleted)", "Java heap")]
    [InlineData("r-xs 00000000 00:01 7 /memfd:doublemapper (deleted)", "JIT code")]
    [InlineData("rw-s 00000000 00:01 7 /SYSV0052e2c1 (deleted)", "SysV shared memory 0052e2c1")]
    [InlineData("rw-s 00000000 00:01 7 /anon_hugepage (deleted)", "shared memory")]
    [InlineData("rw-p 00000000 00:00 0 [anon: glibc: malloc arena]", "malloc arena")]
    [InlineData("rw-p 00000000 00:00 0 [anon: glibc: pthread stack: 12]", "thread stack")]
    [InlineData("rw-p 00000000 00:00 0 [anon:v8]", null)]
    [InlineData("rw-p 00000000 00:00 0 [heap]", null)]
    [InlineData("rw-p 00000000 08:01 7 /tmp/memfd:frames (deleted)", null)]
    [InlineData("rw-p 00000000 08:01 7 /tmp/gone (deleted)", null)]
    [InlineData("rwxp 00000000 00:00 0 ", null)]
    public void Of_ANamedMapping_IsWhatItsNameSays(string line, string? use)
        => Assert.Equal(use, Assert.Single(MappingUses.Of(MappingTable.Parse(Encoding.UTF8.GetBytes("7f0000000000-7f0000100000 " + line + "\n")), new ProgramHints("any", "any", []))).Use);

    [Theory]
    [InlineData("7f0004000000-7f0004021000 rw-p", "7f0004021000-7f0008000000 ---p", true)]
    [InlineData("7f0004000000-7f0004021000 rw-p", "7f0004021000-7f0007fff000 ---p", false)]
    [InlineData("7f0004000000-7f0004021000 rw-p", "7f0004022000-7f0008000000 ---p", false)]
    [InlineData("7f0005000000-7f0005021000 rw-p", "7f0005021000-7f0009000000 ---p", false)]
    [InlineData("7f0004000000-7f0004021000 r--p", "7f0004021000-7f0008000000 ---p", false)]
    [InlineData("7f0004000000-7f0004021000 rw-s", "7f0004021000-7f0008000000 ---p", false)]
    [InlineData("c004000000-c004400000 rw-p", "c004400000-c008000000 ---p", false)]
    [InlineData("7fc004000000-7fc004021000 rw-p", "7fc004021000-7fc008000000 ---p", true)]
    public void Of_WhatLooksLikeAnArena_IsOneOnlyWhereNothingElseCanBe(string used, string rest, bool isArena)
    {
        var text = $"{used} 00000000 00:00 0 \n{rest} 00000000 00:00 0 \n";

        Assert.Equal(isArena, Uses(text + LibC, "any", "any").Any(use => use.Use == "malloc arena"));
        Assert.Empty(Uses(text, "any", "any"));
    }

    [Fact]
    public void Of_StackPointersInOtherMemory_MakeNoStacks()
    {
        // Of routines that have their stacks in memory of the program's own, without a guard below.
        const string text = """
            c000000000-c000400000 rw-p 00000000 00:00 0 
            7f0000000000-7f0010000000 rw-p 00000000 00:00 0 
            7f0020000000-7f0020001000 ---p 00000000 00:00 0 
            7f0020001000-7f0020801000 rw-p 00000000 00:00 0 

            """;

        Assert.Equal([], Uses(text, "any", "any", 0xc000123000, 0x7f0000001000, 0x7fff12345678));
        Assert.Equal([(0x7f0020001000UL, "thread stack")], Uses(text, "any", "any", 0x7f0020800f00));
    }

    [Fact]
    public void ReadWhenChanged_AThreadThatSleepsLater_IsToldWithoutAChangeOfTheMappings()
    {
        using var proc = new ProcRoot();
        const string maps = "7f0020000000-7f0020001000 ---p 00000000 00:00 0 \n7f0020001000-7f0020801000 rw-p 00000000 00:00 0 \n";
        proc.Add(9, maps: maps);
        proc.Write("9/task/9/syscall", "232 0x4 0x1 0x2 0x3 0x0 0x0 0x7ffd00000000 0x7f1122334455\n");
        proc.Write("9/task/10/syscall", "running\n");
        var mappings = new UsedMappings(new MappingTable(new MapsReader(proc.Path), 9), proc.Path, 9);

        Assert.Null(mappings.ReadWhenChanged("work", "work")![1].Use);
        proc.Write("9/task/10/syscall", "202 0x7f871f990 0x109 0x27e 0x0 0x0 0xffffffff 0x7f00207ffd50 0x7f1122334455\n");
        Assert.Equal("thread stack", mappings.ReadWhenChanged("work", "work")![1].Use);
        Assert.Null(mappings.ReadWhenChanged("work", "work"));

        proc.Write("9/maps", maps + LibC);
        Assert.Equal([null, "thread stack", null], mappings.ReadWhenChanged("work", "work")!.Select(mapping => mapping.Use));
        Assert.Null(mappings.ReadWhenChanged("work", "work"));
        Assert.Null(mappings.ReadWhenChanged("work", "work"));
    }

    [Fact]
    public void StackPointers_OfThreads_AreThoseOfSleepingOnes()
    {
        using var proc = new ProcRoot();
        proc.Write("9/task/9/syscall", "0 0x1 0x2 0x3 0x4 0x5 0x6 0x7ffd00000000 0x1\n");
        proc.Write("9/task/10/syscall", "-1 0x7f0000001000 0x7f1122334455\n");
        proc.Write("9/task/11/syscall", "running\n");
        proc.Write("9/task/12/other", "");

        Assert.Equal([0x7f0000001000UL], StackPointers.Read(proc.Path, 9));
        Assert.Empty(StackPointers.Read(proc.Path, 10));
    }

    private static IEnumerable<(ulong Start, string Use)> Uses(string maps, string name, string commandLine, params ulong[] stacks)
        => MappingUses.Of(MappingTable.Parse(Encoding.UTF8.GetBytes(maps)), new ProgramHints(name, commandLine, stacks))
            .Where(mapping => mapping.Use is not null).Select(mapping => (mapping.Start, mapping.Use!));
}
