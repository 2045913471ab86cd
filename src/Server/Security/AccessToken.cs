using System.Security.Cryptography;
using System.Text;
using Damon.Server.Configuration;

namespace Damon.Server.Security;

/// <summary>The secret that callers must know. A generated one lives in this object only and dies with the process.</summary>
internal sealed class AccessToken
{
    private const int GeneratedBytes = 32;

    private readonly byte[] _digest;

    public AccessToken(AuthSettings settings)
    {
        IsGenerated = settings.Token is null;
        Text = settings.Token ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(GeneratedBytes));
        IsRequired = !settings.Disabled;
        _digest = SHA256.HashData(Encoding.UTF8.GetBytes(Text));
    }

    /// <summary>The token itself.</summary>
    public string Text { get; }

    /// <summary>Whether this process made it up, so that nobody can know it unless told.</summary>
    public bool IsGenerated { get; }

    /// <summary>False when authentication is disabled.</summary>
    public bool IsRequired { get; }

    /// <summary>
    /// Whether <paramref name="candidate"/> is the token. Digests are compared, so that the time taken tells
    /// neither a common prefix nor the length.
    /// </summary>
    public bool Matches(string? candidate)
        => candidate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(candidate)), _digest);
}
