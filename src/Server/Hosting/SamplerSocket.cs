using System.Net.Sockets;
using Damon.Server.Configuration;

namespace Damon.Server.Hosting;

/// <summary>Makes the way free for the samplers' socket before Kestrel binds it, and closes it to strangers afterwards.</summary>
internal sealed class SamplerSocket(DamonSettings settings, IHostApplicationLifetime life) : IHostedService, IDisposable
{
    private const UnixFileMode DirectoryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode SocketMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private LockFile? _lock;

    private string Path => settings.Link.Socket;

    /// <exception cref="StartupException">Another server is there, or the directory cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, DirectoryMode);
            Lock();
            RemoveStale();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The samplers' socket {Path} (Damon:Link:Socket) cannot be used: {e.Message}", e);
        }

        // Only now it exists. Until here its directory keeps others away.
        life.ApplicationStarted.Register(() => File.SetUnixFileMode(Path, SocketMode));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _lock?.Dispose();

    /// <summary>Held as long as the process lives, also when it is killed: what a socket file alone cannot tell.</summary>
    private void Lock() => _lock = LockFile.Take(Path, "listens there", "another path");

    /// <summary>Connecting to a plain file is refused as well, but a plain file can be opened, which a socket never can.</summary>
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private void RemoveStale()
    {
        if (!File.Exists(Path))
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(Path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(Path))
        {
            File.Delete(Path);
            return;
        }
        catch (SocketException e)
        {
            throw new IOException($"there is something at this path that is no socket to listen on ({e.Message}).", e);
        }

        throw new IOException("another program listens there. Stop it, or give another path.");
    }
}
