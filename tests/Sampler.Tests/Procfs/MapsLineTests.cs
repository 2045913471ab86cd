using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

public sealed class MapsLineTests
{
    [Fact]
    public void TryParse_FileMapping_HasItsPlaceInTheFile()
    {
        Assert.True(MapsLine.TryParse("7f1200000000-7f1200021000 r-xp 0001a000 fd:01 1234567                    /usr/lib/my lib.so"u8, out var line));

        Assert.Equal((0x7f1200000000UL, 0x7f1200021000UL, 0x1a000UL), (line.Start, line.End, line.Offset));
        Assert.NotEqual(0UL, line.File);
        Assert.False(line.IsShared);
        Assert.Equal("/usr/lib/my lib.so"u8, line.Name);
    }

    [Fact]
    public void TryParse_AnonymousMapping_HasNoFile()
    {
        Assert.True(MapsLine.TryParse("55d0c0000000-55d0c0021000 rw-p 00000000 00:00 0 "u8, out var line));

        Assert.Equal((0UL, 0UL, true), (line.Offset, line.File, line.Name.IsEmpty));
    }

    [Theory]
    [InlineData("00:01 5", "00:01 5", true)]
    [InlineData("00:01 5", "00:01 6", false)]
    [InlineData("00:01 5", "00:02 5", false)]
    [InlineData("00:01 5", "00:10 5", false)]
    public void File_OfTwoMappings_IsTheSameForTheSameInodeOnly(string one, string other, bool isSame)
        => Assert.Equal(isSame, FileOf(one) == FileOf(other));

    private static ulong FileOf(string file)
    {
        Assert.True(MapsLine.TryParse(System.Text.Encoding.ASCII.GetBytes($"7f1200000000-7f1200021000 rw-s 00000000 {file}    /dev/zero (deleted)"), out var line));
        return line.File;
    }
}
