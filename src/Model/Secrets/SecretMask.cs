using System.Text;
using System.Text.RegularExpressions;

namespace Damon.Model.Secrets;

/// <summary>
/// Takes what looks like a secret out of command lines: values named as secrets are, credentials in addresses, tokens of
/// well-known forms. It errs to the side of hiding, and cannot know every program's habits.
/// </summary>
public static partial class SecretMask
{
    /// <summary>Stands for what was hidden.</summary>
    public const string Hidden = "***";

    /// <summary>Masks a command line whose words are known.</summary>
    /// <param name="words">Program and arguments.</param>
    /// <returns>As many words.</returns>
    public static string[] Of(IReadOnlyList<string> words)
    {
        var habits = ProgramHabits.Of(words.Count > 0 ? words[0] : "");
        var masked = new string[words.Count];
        var pending = SecretKind.None;
        for (var i = 0; i < masked.Length; i++)
        {
            var word = words[i];
            if (word.Length == 0)
            {
                masked[i] = word;
                continue;
            }

            masked[i] = pending != SecretKind.None && IsValue(word, pending) ? Hidden : habits.Mask(words, i) ?? OfWord(word);
            pending = After(word, pending);
        }

        return masked;
    }

    /// <summary>Masks a command line whose words are joined by blanks.</summary>
    /// <param name="commandLine">The text.</param>
    public static string Of(string commandLine) => string.Join(' ', Of(commandLine.Split(' ')));

    // What a word says of the next one: an option of its own, a header's name, and how a header's value begins.
    private static SecretKind After(string word, SecretKind before)
    {
        if (IsScheme(word))
        {
            return before != SecretKind.None || word.Length == "Bearer".Length ? SecretKind.Always : SecretKind.None;
        }

        if (word.AsSpan().IndexOfAny(':', '=') == word.Length - 1)
        {
            return SecretName.KindOf(word.AsSpan(0, word.Length - 1));
        }

        return word[0] == '-' && word.AsSpan().IndexOfAny('=', ' ') < 0 ? SecretName.KindOf(word) : SecretKind.None;
    }

    private static bool IsScheme(string word) => word.Equals("Bearer", StringComparison.OrdinalIgnoreCase) || word.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    private static bool IsValue(string word, SecretKind kind) => word[0] != '-' && !IsScheme(word) && IsHidden(kind, word);

    private static bool IsHidden(SecretKind kind, ReadOnlySpan<char> value)
        => kind == SecretKind.Always || (kind == SecretKind.UnlessAPath && value is not (['/' or '.' or '~', ..] or [.., '.', 'p', 'e', 'm'] or [.., '.', 'k', 'e', 'y']));

    private static string OfWord(string word)
    {
        word = Credentials().Replace(word, $"$1{Hidden}@");
        word = KnownForms().Replace(word, Hidden);
        return WholeValue().Match(word) is { Success: true } whole && IsHidden(SecretName.KindOf(whole.Groups["name"].ValueSpan), whole.Groups["value"].ValueSpan)
            ? whole.Groups["before"].Value + Hidden
            : WithinWord(word);
    }

    // What is no secret by its name may hold others: --env=PASSWORD=x, an address with a query.
    private static string WithinWord(string word)
    {
        var result = new StringBuilder();
        var done = 0;
        for (var match = NamedValue().Match(word); match.Success;)
        {
            var value = match.Groups["value"];
            var isHidden = IsHidden(SecretName.KindOf(match.Groups["name"].ValueSpan), value.ValueSpan);
            var next = isHidden ? value.Index + value.Length : value.Index;
            result.Append(word, done, value.Index - done).Append(isHidden ? Hidden : "");
            done = next;
            match = NamedValue().Match(word, next);
        }

        return result.Append(word, done, word.Length - done).ToString();
    }

    // scheme://user:password@host; of a lone name before the @ nothing is known.
    [GeneratedRegex(@"([A-Za-z][A-Za-z0-9+.\-]*://[^/\s:@]*:)[^/\s@]+@")]
    private static partial Regex Credentials();

    // --name=value, NAME=value, name: value: all that follows belongs to it.
    [GeneratedRegex(@"^(?<before>-{0,2}/?(?<name>[A-Za-z][\w.\-:\[\]]*?)(?:=|:\s+))(?<value>.+)$", RegexOptions.Singleline)]
    private static partial Regex WholeValue();

    // In the middle of connection strings, queries and JSON.
    [GeneratedRegex("""(?<before>(?<name>[A-Za-z][\w.\-]*)["']?\s*[=:]\s*["']?)(?<value>[^\s;&,"'{}]+)""")]
    private static partial Regex NamedValue();

    [GeneratedRegex(@"\beyJ[\w\-]+\.[\w\-]+\.[\w\-]*|\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w\-]{15,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bxox[abprs]-[\w\-]{8,}|\bsk-[\w\-]{20,}")]
    private static partial Regex KnownForms();
}
