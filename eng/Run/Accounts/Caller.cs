using Damon.Run.Machine;

namespace Damon.Run.Accounts;

/// <summary>Who has started the run.</summary>
/// <param name="IsRoot">Whether it may do everything.</param>
/// <param name="BehindSudo">The user who became root by sudo; null when none did.</param>
internal sealed record Caller(bool IsRoot, Account? BehindSudo)
{
    /// <summary>The account the server is to run as, if it can; null for the caller's own.</summary>
    /// <remarks>
    /// The sampler needs root, the server must not have it. Started by an ordinary user, only the sampler goes through
    /// sudo. Started with sudo, the server belongs to the user behind it. Started by root itself, it has a number.
    /// </remarks>
    public Account? ServerAccount => IsRoot ? BehindSudo ?? Account.Server : null;

    /// <summary>The caller of this process.</summary>
    public static async Task<Caller> OfThisProcessAsync()
    {
        var uid = Environment.GetEnvironmentVariable("SUDO_UID");
        if (!Environment.IsPrivilegedProcess || uid is null or "" or "0")
        {
            return new Caller(Environment.IsPrivilegedProcess, null);
        }

        var entry = (await Tool.OutputAsync(["getent", "passwd", uid])).Split(':');
        var gid = Environment.GetEnvironmentVariable("SUDO_GID") is { Length: > 0 } given ? given : uid;
        return new Caller(true, entry.Length > 5 ? new Account(uid, gid, entry[0], entry[5]) : new Account(uid, gid, uid, ""));
    }
}
