namespace Damon.Server.Tests.Hosting;

/// <summary>A directory that is gone afterwards; its path is short enough for a socket.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("damon-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
