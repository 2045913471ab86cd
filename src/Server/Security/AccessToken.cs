using System.Security.Cryptography;
using System.Text;
using Damon.Server.Configuration;

namespace Damon.Server.Security;

/// <summary>The secret that callers must know: the one given, else the one that an earlier start has made up, else a new one.</summary>
internal sealed class AccessToken
{
    private readonly Lazy<Secret> _secret;

    public AccessToken(AuthSettings settings, TokenFile file, ILogger<AccessToken> log)
    {
        IsGenerated = settings.Token is null;
        IsRequired = !settings.Disabled;
        _secret = new Lazy<Secret>(() => new Secret(settings.Token ?? (IsRequired ? Kept(file, log) : TokenFile.NewToken())));
    }

    /// <summary>The token itself. The first look at it reads or writes the file.</summary>
    /// <exception cref="StartupException">It cannot be kept.</exception>
    public string Text => _secret.Value.Text;

    /// <summary>Whether a server has made it up, so that nobody can know it unless told.</summary>
    public bool IsGenerated { get; }

    /// <summary>False when authentication is disabled.</summary>
    public bool IsRequired { get; }

    /// <summary>
    /// Whether <paramref name="candidate"/> is the token. Digests are compared, so that the time taken tells
    /// neither a common prefix nor the length.
    /// </summary>
    public bool Matches(string? candidate)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _secret.Value.Digest);

    private static string Kept(TokenFile file, ILogger<AccessToken> log)
    {
        try
        {
            var (token, remark) = file.ReadOrMake();
            if (remark is not null)
            {
                log.LogWarning("{Remark}", remark);
            }

            return token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TokenFileException)
        {
            throw new StartupException($"The token cannot be kept beside the database (Damon:Database): {e.Message} Give one as Damon:Auth:Token, or let this user write there.", e);
        }
    }

    private sealed record Secret(string Text)
    {
        public byte[] Digest { get; } = SHA256.HashData(Encoding.UTF8.GetBytes(Text));
    }
}
