namespace Damon.Model.Secrets;

/// <summary>Whether an option, a variable or a field is called as secrets are: password, token, key and the like.</summary>
internal static class SecretName
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "pass", "pwd", "key", "credential", "credentials", "bearer", "authorization", "cookie", "auth", "masterauth", "requirepass", "passin", "passout", "dsn",
    };

    private static readonly string[] Endings =
    [
        "password", "passwd", "passphrase", "passcode", "secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "authkey", "masterkey", "dbpass", "userpass",
    ];

    // What such a name ends with when it tells of a secret, and is none.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "file", "path", "dir", "directory", "ttl", "length", "size", "timeout", "type", "name", "id", "url", "uri", "expiry", "count", "limit", "days", "method", "mode",
    };

    private static readonly char[] Separators = ['-', '_', '.', ':', '/', '[', ']'];

    /// <summary>What its value is.</summary>
    public static SecretKind KindOf(ReadOnlySpan<char> name)
    {
        string[] words = name.ToString().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        if (words is not [.., var last] || Harmless.Contains(last) || IsHarmlessEnding(last))
        {
            return SecretKind.None;
        }

        var isSecret = Array.Exists(words, word => Words.Contains(word) || Array.Exists(Endings, ending => word.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
        return !isSecret ? SecretKind.None
            : last.Equals("key", StringComparison.OrdinalIgnoreCase) || last.Equals("auth", StringComparison.OrdinalIgnoreCase) ? SecretKind.UnlessAPath
            : SecretKind.Always;
    }

    // passwordFile, tokenPath: a capital letter begins a word, too.
    private static bool IsHarmlessEnding(string word)
        => Harmless.Any(harmless => word.Length > harmless.Length && word.EndsWith(harmless, StringComparison.OrdinalIgnoreCase) && char.IsUpper(word[^harmless.Length]) && char.IsLower(word[^1]));
}
