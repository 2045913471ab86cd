namespace Damon.Server.Tests.Hosting;

/// <summary>
/// A real file system of a file, which becomes read-only while files on it are open, as an ext4 does after an error of its
/// disk. Mounted until disposed; needs root.
/// </summary>
internal sealed class BreakableDisk : IDisposable
{
    private readonly string _image;

    private BreakableDisk(string image, string path)
    {
        _image = image;
        Path = path;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes and mounts one below a directory; the test is skipped where that is not possible.</summary>
    public static BreakableDisk Mount(TemporaryDirectory directory, int megabytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting a disk needs root.");
        var disk = new BreakableDisk(directory["disk.img"], Directory.CreateDirectory(directory["disk"]).FullName);
        using (var file = File.Create(disk._image))
        {
            file.SetLength(megabytes << 20);
        }

        Assert.Equal(0, Commands.Run("mkfs.ext4", "-q", disk._image));
        Assert.SkipUnless(disk.TryMount(), "This system does not let a test mount a file as an ext4.");
        return disk;
    }

    /// <summary>The kernel sees an error of the disk: what is written from now on fails, what was opened stays open.</summary>
    public void Break()
    {
        // What the kernel has not written yet would be lost with it, as in a crash of the host.
        Assert.Equal(0, Commands.Run("sync", "--file-system", Path));
        var device = System.IO.Path.GetFileName(Commands.Read("findmnt", "-n", "-o", "SOURCE", Path).Trim());
        try
        {
            File.WriteAllText($"/sys/fs/ext4/{device}/trigger_fs_error", "1");
        }
        catch (IOException)
        {
            // It says that the file system is read-only now, as it shall be.
        }

        Assert.Throws<IOException>(() => File.WriteAllText(this["probe"], ""));
    }

    /// <summary>What an administrator does then: checks it, and mounts it again. Nothing of it may be open.</summary>
    public void Mend()
    {
        Unmount();
        Assert.InRange(Commands.Run("e2fsck", "-fp", _image), 0, 1);
        Assert.True(TryMount());
    }

    public void Dispose() => Unmount();

    private bool TryMount() => Commands.Run("mount", "-o", "loop,errors=remount-ro", _image, Path) == 0;

    private void Unmount() => Assert.Equal(0, Commands.Run("umount", Path));
}
