using Damon.Run.Machine;
using Damon.Run.Settings;

namespace Damon.Run.Accounts;

/// <summary>What the server runs as, and where it keeps its recordings.</summary>
/// <param name="Account">The account; null for that of this process.</param>
/// <param name="Database">The recordings; empty for the server's own choice.</param>
internal sealed record ServerAccount(Account? Account, string Database)
{
    /// <summary>The words before the server's command.</summary>
    public IReadOnlyList<string> Prefix { get; private init; } = Account?.Prefix ?? [];

    /// <summary>Chooses for <paramref name="caller"/>, who has asked for <paramref name="database"/> (empty: nowhere particular).</summary>
    /// <exception cref="RunFailure">The account may not write the database: root would, and that is what it must not have.</exception>
    public static async Task<ServerAccount> ChooseAsync(Caller caller, string database, Layout layout, Screen screen)
    {
        if (caller.ServerAccount is not { } account)
        {
            return new ServerAccount(null, database);
        }

        if (!await CanReadAsync(account, layout))
        {
            screen.Complain($"The server runs as root, without any capability: user {account.Name} cannot read {layout.Root} or start {layout.DotNet}. "
                + "Better have both in a folder that every user may read.");
            return new ServerAccount(null, database) { Prefix = Account.PowerlessRoot };
        }

        if (account == Account.Server)
        {
            // It has no home of its own, so it gets one.
            await Tool.StatusAsync(["install", "-d", "-m", "700", "-o", account.Uid, "-g", account.Gid, account.Home]);
            database = database is "" ? $"{account.Home}/damon.db" : database;
        }

        await RequireWritableAsync(account, database);
        screen.Say($"The server runs as user {account.Name}, the sampler as {(account == Account.Server ? Account.Sampler.Name : account.Name)} with a few capabilities.");
        return new ServerAccount(account, database);
    }

    private static async Task<bool> CanReadAsync(Account account, Layout layout) =>
        await Tool.StatusAsync([.. account.Prefix, "test", "-r", layout.Server]) == 0
        && await Tool.StatusAsync([.. account.Prefix, layout.DotNet, "--list-runtimes"], quiet: true) == 0;

    // SQLite makes files beside the database.
    private static async Task RequireWritableAsync(Account account, string database)
    {
        var folder = Path.GetDirectoryName(database) is { Length: > 0 } given ? given : ".";
        string[] needed = [folder, .. new[] { database, $"{database}-wal", $"{database}-shm", $"{database}.lock" }.Where(Path.Exists)];
        if (database is "")
        {
            return;
        }

        var refused = new List<string>();
        foreach (var path in needed)
        {
            if (await Tool.StatusAsync([.. account.Prefix, "test", "-w", path, "-a", "-r", path]) != 0)
            {
                refused.Add(path);
            }
        }

        if (refused.Count > 0)
        {
            throw new RunFailure(RunFailure.Failed,
                $"The server runs as user {account.Name}, who may not write the recordings ({RunSettings.DatabaseKey}={database}), and as root it is not started. "
                + $"Give them to that user, or choose another place:\n  chown {account.Uid}:{account.Gid} {string.Join(' ', refused)}");
        }
    }
}
