namespace Damon.Model.Access;

/// <summary>What can be an access token.</summary>
public static class TokenRules
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 16;

    private const string Marks = "-._~";

    /// <summary>Whether a text can be one: long enough, and none of its characters needs quoting in an address, a header or a cookie.</summary>
    public static bool IsToken(string text) => text.Length >= Shortest && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || Marks.Contains(letter, StringComparison.Ordinal));
}
