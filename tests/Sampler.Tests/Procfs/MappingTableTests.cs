using System.Text;
using Damon.Model.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

public sealed class MappingTableTests
{
    internal const string Text = """
        55f0a0000000-55f0a0002000 r--p 00000000 08:01 131 /usr/bin/work it
        55f0a1000000-55f0a1021000 rw-p 00000000 00:00 0                          [heap]
        7f0000000000-7f0000021000 rw-p 00000000 00:00 0 
        7f0000021000-7f0004000000 ---p 00000000 00:00 0 
        7f1000000000-7f1000001000 rw-s 00000000 00:01 1026 /dev/zero (deleted)
        7f2000000000-7f2000001000 rw-p 00000000 00:00 0                          [anon:glibc: malloc]
        7f3000000000-7f3000001000 r--s 00000000 08:01 9 /tmp/a\012b
        7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                          [stack]
        7ffc00030000-7ffc00034000 r--p 00000000 00:00 0                          [vvar]
        7ffc00034000-7ffc00036000 r-xp 00000000 00:00 0                          [vdso]
        ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]

        """;

    [Fact]
    public void Parse_EveryKind_TellsWhatBacksIt()
    {
        var mappings = MappingTable.Parse(Encoding.UTF8.GetBytes(Text));
        Assert.Equal(
            [
                new(0x55f0a0000000, 0x55f0a0002000, "r--p", "/usr/bin/work it", MappingKind.File),
                new(0x55f0a1000000, 0x55f0a1021000, "rw-p", "[heap]", MappingKind.Heap),
                new(0x7f0000000000, 0x7f0000021000, "rw-p", "", MappingKind.Anonymous),
                new(0x7f0000021000, 0x7f0004000000, "---p", "", MappingKind.Anonymous),
                new(0x7f1000000000, 0x7f1000001000, "rw-s", "/dev/zero (deleted)", MappingKind.File),
                new(0x7f2000000000, 0x7f2000001000, "rw-p", "[anon:glibc: malloc]", MappingKind.NamedAnonymous),
                new(0x7f3000000000, 0x7f3000001000, "r--s", "/tmp/a\nb", MappingKind.File),
                new(0x7ffc00000000, 0x7ffc00021000, "rw-p", "[stack]", MappingKind.Stack),
                new(0x7ffc00030000, 0x7ffc00034000, "r--p", "[vvar]", MappingKind.Vdso),
                new(0x7ffc00034000, 0x7ffc00036000, "r-xp", "[vdso]", MappingKind.Vdso),
                new(0xffffffffff600000, 0xffffffffff601000, "--xp", "[vsyscall]", MappingKind.Vdso),
            ],
            mappings);
    }

    [Fact]
    public void Parse_Garbage_IsPassedOver()
        => Assert.Empty(MappingTable.Parse("\n-\nxyz-abc r-xp\n10-\n20-10 r-xp 0 0 0\n12345678901234567-2 rw-p 0 0 0\n"u8));

    [Fact]
    public void ReadWhenChanged_SameText_IsNull()
    {
        using var proc = new ProcRoot();
        proc.Write("9/maps", Text);
        var table = new MappingTable(new MapsReader(proc.Path), 9);
        Assert.Equal(11, table.ReadWhenChanged()!.Length);
        Assert.Null(table.ReadWhenChanged());
        proc.Write("9/maps", Text[..Text.IndexOf('\n')]);
        Assert.Single(table.ReadWhenChanged()!);
    }

    [Fact]
    public void ReadWhenChanged_NoProcess_IsNull()
    {
        using var proc = new ProcRoot();
        Assert.Null(new MappingTable(new MapsReader(proc.Path), 9).ReadWhenChanged());
    }
}
