namespace Damon.Server.Security.Tokens;

/// <summary>A kept token that cannot be trusted.</summary>
/// <param name="sentence">Why not.</param>
internal sealed class TokenFileException(string sentence) : Exception(sentence);
