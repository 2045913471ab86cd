using System.Text;
using Damon.Server.Security.Files;

namespace Damon.Server.Security.Audit;

/// <summary>Lines that are only ever added; the older half makes way for new ones. Its caller keeps threads apart.</summary>
/// <param name="path">The file; the older half has <c>.1</c> behind it.</param>
/// <param name="mostBytes">Size of both together.</param>
internal sealed class AuditFile(string path, long mostBytes)
{
    private string Older => path + ".1";

    /// <summary>Adds lines. A line that a crash has cut off stays one of its own.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public void Append(IEnumerable<string> lines)
    {
        if (File.Exists(path) && new FileInfo(path).Length >= mostBytes / 2)
        {
            File.Move(path, Older, overwrite: true);
        }

        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, UnixCreateMode = PrivateFile.Mode });
        var text = new StringBuilder();
        if (file.Length > 0)
        {
            file.Position = file.Length - 1;
            text.Append(file.ReadByte() == '\n' ? "" : "\n");
        }

        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        var start = file.Length;
        file.Position = start;
        try
        {
            file.Write(Encoding.UTF8.GetBytes(text.ToString()));
            file.Flush();
        }
        catch
        {
            // Half of them would stand there twice once the rest can be written.
            file.SetLength(start);
            throw;
        }
    }

    /// <summary>The lines, oldest first.</summary>
    /// <exception cref="IOException">They cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">They cannot be read.</exception>
    public IEnumerable<string> Lines() => new[] { Older, path }.Where(File.Exists).SelectMany(File.ReadLines);
}
