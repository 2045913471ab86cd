namespace Damon.Server.History.Sqlite.Files;

/// <summary>
/// A file beside the database that only takes room. On a full disk nothing can be deleted either, as a deletion is written
/// first: then the reserve is given up for it, and taken again once there is room.
/// </summary>
/// <param name="path">Where it is.</param>
/// <param name="bytes">How large it is; 0 for none.</param>
internal sealed class DiskReserve(string path, long bytes)
{
    /// <summary>Bytes that are free on the disk; null when that cannot be told.</summary>
    public long? Free
    {
        get
        {
            try
            {
                return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether the room is taken, or none is wanted.</summary>
    public bool IsKept => bytes == 0 || File.Exists(path);

    /// <summary>Takes the room, unless it is taken, or would be half of what is free or more.</summary>
    public void Keep()
    {
        if (IsKept || !(Free >= 2 * bytes))
        {
            return;
        }

        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                PreallocationSize = bytes,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Release();
        }
    }

    /// <summary>Gives the room up.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Release()
    {
        try
        {
            var isThere = File.Exists(path);
            File.Delete(path);
            return isThere;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
