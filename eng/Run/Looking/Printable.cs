using System.Globalization;
using System.Text;

namespace Damon.Run.Looking;

/// <summary>Names that other programs have chosen, made fit for a terminal: they may hold what moves its cursor or worse.</summary>
internal static class Printable
{
    private const char Instead = '?';

    /// <summary><paramref name="text"/> on one line, without characters that are no text.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsText(rune))
            {
                shown.Append(rune);
            }
            else
            {
                shown.Append(Instead);
            }
        }

        return shown.ToString();
    }

    private static bool IsText(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
