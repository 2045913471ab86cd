using System.Security.Cryptography;
using System.Text;
using Damon.Server.Configuration;

namespace Damon.Server.Security.Tokens;

/// <summary>The secret of one role: the one given, else the one that an earlier start has made up, else a new one.</summary>
internal sealed class AccessToken
{
    private readonly Lazy<Secret> _secret;

    /// <param name="key">The setting that gives it, for messages.</param>
    /// <param name="given">The token given; null for one that is made up and kept.</param>
    /// <param name="isRequired">Whether anybody will be asked for it; else it is not kept.</param>
    /// <param name="file">Where one that is made up is kept.</param>
    /// <param name="isVital">Whether the server is of no use when one that is made up cannot be kept; else nobody has that role then.</param>
    /// <param name="log">Told why a kept one is not used, or none can be kept.</param>
    public AccessToken(string key, string? given, bool isRequired, TokenFile file, bool isVital, ILogger log)
    {
        IsGenerated = given is null;
        _secret = new Lazy<Secret>(() => given is not null ? new Secret(given, false) : isRequired ? Kept(key, file, isVital, log) : Unknown());
    }

    /// <summary>The token itself. The first look at it reads or writes the file.</summary>
    /// <exception cref="StartupException">It cannot be kept.</exception>
    public string Text => _secret.Value.Text;

    /// <summary>Whether a server has made it up, so that nobody can know it unless told.</summary>
    public bool IsGenerated { get; }

    /// <summary>Whether it is one that was made up, and stands in its file.</summary>
    public bool IsKept => _secret.Value.IsKept;

    /// <summary>
    /// Whether <paramref name="candidate"/> is the token. Digests are compared, so that the time taken tells
    /// neither a common prefix nor the length.
    /// </summary>
    public bool Matches(string? candidate)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _secret.Value.Digest);

    private static Secret Unknown() => new(TokenFile.NewToken(), false);

    private static Secret Kept(string key, TokenFile file, bool isVital, ILogger log)
    {
        try
        {
            var (token, remark) = file.ReadOrMake();
            if (remark is not null)
            {
                log.LogWarning("{Remark}", remark);
            }

            return new Secret(token, true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TokenFileException)
        {
            var sentence = $"The token cannot be kept beside the database (Damon:Database): {e.Message} Give one as {key}, or let this user write there.";
            if (isVital)
            {
                throw new StartupException(sentence, e);
            }

            log.LogWarning("{Sentence} Until the next start nobody can sign in with it", sentence);
            return Unknown();
        }
    }

    private sealed record Secret(string Text, bool IsKept)
    {
        public byte[] Digest { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Text));
    }
}
