using Damon.Run.Machine;
using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class KeptTokenTests : IDisposable
{
    private readonly ReadableFolder _folder = new();
    private readonly StringWriter _said = new();

    private Layout Layout => new(_folder.Root, "/nowhere/dotnet", Path.Combine(_folder.Root, "state"));

    private KeptToken Kept => new(Layout, new Screen(_said, _said));

    [Fact]
    public void ReadOrMake_Twice_IsTheSameInAFolderAndAFileThatNobodyElseMayOpen()
    {
        var token = Kept.ReadOrMake();

        Assert.Equal(token, Kept.ReadOrMake());
        Assert.Equal(token, Kept.Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Layout.Token));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Layout.Logs));
        Assert.Empty(_said.ToString());
    }

    [Fact]
    public void Read_NothingKept_IsEmptyAndMakesNothing()
    {
        Assert.Equal("", Kept.Read());
        Assert.False(Directory.Exists(Layout.Logs));
    }

    [Fact]
    public void OpenToOthers_IsNotUsedAndReplacedAtTheNextStartWithASentence()
    {
        var before = Kept.ReadOrMake();
        File.SetUnixFileMode(Layout.Token, ReadableFolder.Everything);

        Assert.Equal("", Kept.Read());
        Assert.Contains("its mode must be 0600", _said.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(before, Kept.ReadOrMake());
        Assert.Contains("A new token takes its place", _said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(before, _said.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }
}
