using System.Globalization;

namespace Damon.Server.Configuration;

/// <summary>A file that one server at a time holds, as long as its process lives, also when it is killed. It tells the process.</summary>
internal sealed class LockFile : IDisposable
{
    // What the system says when another process holds a lock (EWOULDBLOCK); a disk that is read-only says something else.
    private const int Held = 11;

    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock beside <paramref name="path"/>.</summary>
    /// <param name="path">What is to have one user.</param>
    /// <param name="doing">What another server does with it, as in "listens there".</param>
    /// <param name="instead">What to give instead, as in "another path".</param>
    /// <exception cref="IOException">Another server holds it, or the file cannot be used.</exception>
    public static LockFile Take(string path, string doing, string instead)
    {
        var place = path + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(place, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == Held)
        {
            var which = Holder(place) is { } pid ? $" (process {pid}) {doing}. Stop that one (kill {pid})" : $" {doing}. Stop that one";
            throw new IOException($"another Damon server{which}, or give {instead}.", e);
        }

        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n")));
        file.Flush();
        return new LockFile(file);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // .NET takes a lock to read as well; a descriptor of our own does not.
    private static int? Holder(string place)
    {
        using var handle = NativeMethods.open(place, NativeMethods.ReadOnlyAndCloseOnExecute);
        if (handle.IsInvalid)
        {
            return null;
        }

        using var reader = new StreamReader(new FileStream(handle, FileAccess.Read));
        return int.TryParse(reader.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }
}
