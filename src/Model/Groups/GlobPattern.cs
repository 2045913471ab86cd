namespace Damon.Model.Groups;

/// <summary>A pattern for a whole text: <c>*</c> stands for any text, also none, <c>?</c> for one character, all else for itself. Case counts.</summary>
public sealed class GlobPattern(string pattern)
{
    private const char AnyText = '*';
    private const char AnyCharacter = '?';

    /// <summary>Whether the pattern stands for the text, the whole of it.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        // Only the last star has to be tried again with more text: whatever an earlier one could take, it can take as well.
        var (at, inText) = (0, 0);
        var (star, taken) = (-1, 0);
        while (inText < text.Length)
        {
            if (at < pattern.Length && pattern[at] == AnyText)
            {
                (star, taken) = (at++, inText);
            }
            else if (at < pattern.Length && (pattern[at] == AnyCharacter || pattern[at] == text[inText]))
            {
                (at, inText) = (at + 1, inText + 1);
            }
            else if (star >= 0)
            {
                (at, inText) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart(AnyText).IsEmpty;
    }
}
