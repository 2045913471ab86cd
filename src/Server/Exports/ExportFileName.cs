using System.Text;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>Names of downloads.</summary>
internal static class ExportFileName
{
    // Three bytes a letter at most, and a file system takes 255.
    private const int LongestName = 60;

    /// <summary>The session's name in letters, digits, dots and dashes, its id, and the format.</summary>
    public static string Of(Session session, string format)
    {
        var name = new StringBuilder();
        foreach (var letter in session.Name)
        {
            var safe = char.IsLetterOrDigit(letter) || letter is '_' or '.' ? letter : '-';
            if (name.Length < LongestName && !(safe is '-' or '.' && (name.Length == 0 || name[^1] is '-' or '.')))
            {
                name.Append(safe);
            }
        }

        var text = name.ToString().TrimEnd('-', '.');
        return $"{(text.Length == 0 ? "session" : text)}-{session.Id}.{format}";
    }
}
