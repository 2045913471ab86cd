using Microsoft.Win32.SafeHandles;

namespace Damon.Server.Security.Files;

/// <summary>Small files that only the server's user may know and write.</summary>
internal static class PrivateFile
{
    /// <summary>The mode such a file must have: 0600.</summary>
    public const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The beginning of a file; null where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">At most so many bytes are read.</param>
    /// <exception cref="PrivateFileException">Others could know it or have put it there, or it cannot be read.</exception>
    public static byte[]? Read(string path, int most)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Require(FileOwner.IsSelf(file), "belongs to another user");
            Require(File.GetUnixFileMode(file) == Mode, "can be opened by others than its owner (its mode must be 0600)");
            return Beginning(file, most);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new PrivateFileException("cannot be read by this user");
        }
    }

    /// <summary>Puts a file in the place of another one, as a whole: nobody ever reads a part of it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = WriteDraft(path, content);
        try
        {
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Writes a file beside the one it is to become; the caller gives it its name, or deletes it.</summary>
    /// <returns>Its path.</returns>
    public static string WriteDraft(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using var file = new FileStream(draft, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Mode });
            file.Write(content);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }

        return draft;
    }

    private static byte[] Beginning(SafeFileHandle file, int most)
    {
        var bytes = new byte[most];
        var length = 0;
        while (length < most && RandomAccess.Read(file, bytes.AsSpan(length), length) is > 0 and var read)
        {
            length += read;
        }

        return bytes[..length];
    }

    private static void Require(bool holds, string fault)
    {
        if (!holds)
        {
            throw new PrivateFileException(fault);
        }
    }
}
