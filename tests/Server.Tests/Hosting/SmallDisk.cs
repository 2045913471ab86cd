namespace Damon.Server.Tests.Hosting;

/// <summary>A real disk that is soon full: a file system of a few megabytes, mounted until disposed. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Mounts one below a directory; the test is skipped where that is not possible.</summary>
    public static SmallDisk Mount(TemporaryDirectory directory, int megabytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a small disk needs root.");
        var path = Directory.CreateDirectory(directory["disk"]).FullName;
        Assert.SkipUnless(Commands.Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", path) == 0, "This system does not let a test mount a file system.");
        return new SmallDisk(path);
    }

    /// <summary>Leaves no byte free, or as many as are told.</summary>
    public void Fill(long leave = 0)
    {
        using var file = new FileStream(this["filler"], FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4_096];
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            file.SetLength(file.Length - leave);
        }
    }

    /// <summary>Takes a part of it.</summary>
    public void Take(int megabytes)
    {
        using var file = new FileStream(this["filler"], FileMode.Append, FileAccess.Write);
        file.Write(new byte[megabytes << 20]);
    }

    /// <summary>Gives back what was taken.</summary>
    public void Empty() => File.Delete(this["filler"]);

    /// <summary>Mounts it anew, "ro" as it would be after a fault of the disk.</summary>
    public void Remount(string mode) => Assert.Equal(0, Commands.Run("mount", "-o", "remount," + mode, Path));

    public void Dispose() => Assert.Equal(0, Commands.Run("umount", Path));
}
