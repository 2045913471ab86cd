using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Damon.Contracts;
using Damon.Model.Access;
using Damon.Server.Configuration;
using Damon.Server.Security.Files;
using Damon.Server.Security.Tokens;

namespace Damon.Server.Security.SignIns;

/// <summary>
/// Keeps sign-ins in a file beside the database, so that a restart signs nobody out. They belong to the token that was shown:
/// with another token the next server leaves them out.
/// </summary>
/// <param name="settings">Where the file is.</param>
/// <param name="tokens">The tokens of this server.</param>
/// <param name="log">Told why what is kept cannot be used or written.</param>
internal sealed class SignInStore(DamonSettings settings, AccessTokens tokens, ILogger<SignInStore> log)
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    // A token that somebody has made up may be guessed; a copy of this file must not be what guesses are tried on cheaply.
    // More would be felt by who signs in first after a start; a token has 16 characters at least.
    private const int Rounds = 20_000;

    private readonly Dictionary<AccessRole, TokenMark> _marks = [];
    private bool _failed;

    /// <summary>What an earlier server has kept, of tokens that still hold.</summary>
    public IReadOnlyList<SignIn> Load()
    {
        try
        {
            if (PrivateFile.Read(settings.SignInsFile, LargestFile) is not { } bytes)
            {
                return [];
            }

            if (JsonSerializer.Deserialize<Kept>(bytes, ContractJson.Options) is not { Tokens: not null, SignIns: not null } kept)
            {
                throw new JsonException();
            }

            foreach (var (role, mark) in kept.Tokens.Where(pair => Holds(pair.Key, pair.Value)))
            {
                _marks[role] = mark;
            }

            return [.. kept.SignIns.Where(signIn => _marks.ContainsKey(signIn.Role))];
        }
        catch (Exception e) when (e is PrivateFileException or JsonException)
        {
            log.LogWarning("The kept sign-ins are not used: their file {File} {Fault}. Whoever was signed in must sign in again",
                settings.SignInsFile, e is JsonException ? "holds none" : e.Message);
            return [];
        }
    }

    /// <summary>Keeps them from now on. Where that is not possible they end with this server, which is said once.</summary>
    public void Save(IReadOnlyCollection<SignIn> signIns)
    {
        if (signIns.Count == 0 && !File.Exists(settings.SignInsFile))
        {
            return;
        }

        try
        {
            foreach (var role in signIns.Select(static signIn => signIn.Role).Distinct().Where(role => !_marks.ContainsKey(role)))
            {
                _marks[role] = Mark(role, RandomNumberGenerator.GetBytes(SaltBytes));
            }

            PrivateFile.Replace(settings.SignInsFile, JsonSerializer.SerializeToUtf8Bytes(new Kept(_marks, [.. signIns]), ContractJson.Options));
            _failed = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
            {
                log.LogWarning("Sign-ins cannot be kept in {File}: {Fault} They hold until the server ends", settings.SignInsFile, e.Message);
            }

            _failed = true;
        }
    }

    private bool Holds(AccessRole role, TokenMark mark)
        => CryptographicOperations.FixedTimeEquals(Mark(role, mark.Salt).Hash, mark.Hash);

    private TokenMark Mark(AccessRole role, byte[] salt)
        => new(salt, Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(tokens.Of(role).Text), salt, Rounds, HashAlgorithmName.SHA256, HashBytes));

    private sealed record Kept(IReadOnlyDictionary<AccessRole, TokenMark> Tokens, IReadOnlyList<SignIn> SignIns);

    /// <summary>Tells whether a token is still the same, and not what it is.</summary>
    private sealed record TokenMark(byte[] Salt, byte[] Hash);
}
