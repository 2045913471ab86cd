namespace Damon.Run.Tests;

/// <summary>A folder under /tmp that every user may read, gone at the end.</summary>
internal sealed class ReadableFolder : IDisposable
{
    public const UnixFileMode Everything = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Readable = Everything & ~UnixFileMode.GroupWrite & ~UnixFileMode.OtherWrite;

    public ReadableFolder()
    {
        Root = Directory.CreateTempSubdirectory("damon-run-tests.").FullName;
        File.SetUnixFileMode(Root, Readable);
    }

    public string Root { get; }

    public string Folder(string path)
    {
        var folder = Path.Combine(Root, path);
        Directory.CreateDirectory(folder, Readable);
        return folder;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
