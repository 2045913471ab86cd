namespace Damon.EndToEnd.Tests.Machine;

/// <summary>A folder for one test, which every user may pass through.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("damon-test.").FullName;
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; }

    public string PathOf(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>A new folder in it.</summary>
    public string Folder(string relative) => Directory.CreateDirectory(PathOf(relative)).FullName;

    /// <summary>A new folder in it that every user may write to.</summary>
    public string FolderForAll(string relative)
    {
        File.SetUnixFileMode(Folder(relative), (UnixFileMode)0b111_111_111);
        return PathOf(relative);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
