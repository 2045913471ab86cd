using Damon.Server.Configuration;

namespace Damon.Server.Imports;

/// <summary>
/// Where an upload is kept while it is walked through twice: a file beside the history, because there is room for what is
/// large, while the folder for temporary files may be memory. Nobody else can read it, and it has no name any more, so that
/// it goes with the server, however that ends.
/// </summary>
internal static class SpoolFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>An empty file.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The server's user may not.</exception>
    public static FileStream Create(DamonSettings settings)
    {
        var path = Path.Combine(Path.GetDirectoryName(settings.Database)!, $"import-{Guid.NewGuid():n}.tmp");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            BufferSize = BufferSize,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        File.Delete(path);
        return file;
    }
}
