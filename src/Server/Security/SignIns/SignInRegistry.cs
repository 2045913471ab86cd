using System.Security.Cryptography;
using System.Text;
using Damon.Model.Access;
using Damon.Server.Configuration;

namespace Damon.Server.Security.SignIns;

/// <summary>Every browser that is signed in. Safe to call from any thread.</summary>
internal sealed class SignInRegistry(SignInStore store, DamonSettings settings, TimeProvider time)
{
    private const int SecretBytes = 32;
    private const int IdBytes = 6;
    private const int LongestBrowser = 200;

    /// <summary>How far what is kept may lag behind what is known; a kill costs no more of the time a sign-in has left.</summary>
    private static readonly TimeSpan SavesEvery = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly SignInLimits _limits = SignInLimits.Of(settings.Auth);
    private readonly Dictionary<string, OpenSignIn> _byDigest = [];
    private DateTimeOffset _savedAt;

    /// <summary>All that hold, newest first.</summary>
    public IReadOnlyList<SignIn> All
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow();
                return [.. _byDigest.Values.Select(static entry => entry.SignIn).Where(signIn => _limits.End(signIn) > now).OrderByDescending(static signIn => signIn.CreatedAt)];
            }
        }
    }

    /// <summary>When a sign-in ends unless it is used.</summary>
    public DateTimeOffset End(SignIn signIn) => _limits.End(signIn);

    /// <summary>Takes up what an earlier server has kept.</summary>
    public void Restore()
    {
        lock (_gate)
        {
            foreach (var signIn in store.Load().Take(SignInLimits.MostAtOnce))
            {
                _byDigest[signIn.Digest] = new OpenSignIn(signIn);
            }

            _savedAt = time.GetUtcNow();
        }
    }

    /// <summary>Keeps what is known now.</summary>
    public void Save()
    {
        lock (_gate)
        {
            SaveNow();
        }
    }

    /// <summary>Signs a browser in.</summary>
    /// <param name="role">What it may do.</param>
    /// <param name="address">From where.</param>
    /// <param name="browser">What it calls itself.</param>
    /// <returns>The sign-in, and what its cookie must hold: 256 random bits that are kept nowhere.</returns>
    public (SignIn SignIn, string Secret) Open(AccessRole role, string address, string browser)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var signIn = new SignIn(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)),
            Digest(secret),
            role,
            time.GetUtcNow(),
            address,
            browser.Length <= LongestBrowser ? browser : browser[..LongestBrowser]);
        OpenSignIn? oldest = null;
        lock (_gate)
        {
            if (_byDigest.Count >= SignInLimits.MostAtOnce)
            {
                oldest = _byDigest.Values.MinBy(static entry => entry.SignIn.LastSeenAt)!;
                _byDigest.Remove(oldest.SignIn.Digest);
            }

            _byDigest[signIn.Digest] = new OpenSignIn(signIn);
            SaveNow();
        }

        oldest?.End();
        return (signIn, secret);
    }

    /// <summary>The sign-in of a cookie, which is thereby used; null when there is none that holds.</summary>
    public SignIn? Use(string? secret)
    {
        if (secret is null)
        {
            return null;
        }

        var digest = Digest(secret);
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!_byDigest.TryGetValue(digest, out var entry) || _limits.End(entry.SignIn) <= now)
            {
                return null;
            }

            entry.SignIn = entry.SignIn with { LastSeenAt = now };
            if (now - _savedAt >= SavesEvery)
            {
                SaveNow();
            }

            return entry.SignIn;
        }
    }

    /// <summary>Ends a sign-in, and whatever it has open.</summary>
    /// <returns>What it was; null when there is none of this id.</returns>
    public SignIn? Close(string id)
    {
        OpenSignIn? entry;
        lock (_gate)
        {
            entry = _byDigest.Values.FirstOrDefault(entry => entry.SignIn.Id == id);
            if (entry is null)
            {
                return null;
            }

            _byDigest.Remove(entry.SignIn.Digest);
            SaveNow();
        }

        entry.End();
        return entry.SignIn;
    }

    /// <summary>Ends those whose time is over. What has a request or a connection open counts as used.</summary>
    public void Sweep()
    {
        List<OpenSignIn> over;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var entry in _byDigest.Values.Where(entry => entry.IsInUse && _limits.End(entry.SignIn) > now))
            {
                entry.SignIn = entry.SignIn with { LastSeenAt = now };
            }

            over = [.. _byDigest.Values.Where(entry => _limits.End(entry.SignIn) <= now)];
            if (over.Count == 0)
            {
                return;
            }

            over.ForEach(entry => _byDigest.Remove(entry.SignIn.Digest));
            SaveNow();
        }

        over.ForEach(static entry => entry.End());
    }

    /// <summary>Ties a request to a sign-in: when that ends, <paramref name="abort"/> is called.</summary>
    /// <returns>Unties it; null when the sign-in has ended already.</returns>
    public SignInTie? Tie(string id, Action abort)
    {
        lock (_gate)
        {
            return _byDigest.Values.FirstOrDefault(entry => entry.SignIn.Id == id)?.Tie(abort);
        }
    }

    private static string Digest(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private void SaveNow()
    {
        _savedAt = time.GetUtcNow();
        store.Save([.. _byDigest.Values.Select(static entry => entry.SignIn)]);
    }
}
