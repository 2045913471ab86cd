using Damon.Run.Machine;

namespace Damon.Run.Accounts;

/// <summary>What the server runs as, and where it keeps its recordings.</summary>
/// <param name="Account">The account; null for that of this process.</param>
/// <param name="Database">The recordings; empty for the server's own choice.</param>
internal sealed record ServerAccount(Account? Account, string Database)
{
    /// <summary>The words before the server's command.</summary>
    public IReadOnlyList<string> Prefix => Account?.Prefix ?? [];

    /// <summary>Chooses for <paramref name="caller"/>, who has asked for <paramref name="database"/> (empty: nowhere particular).</summary>
    public static async Task<ServerAccount> ChooseAsync(Caller caller, string database, Layout layout, Screen screen)
    {
        if (caller.ServerAccount is not { } account)
        {
            return new ServerAccount(null, database);
        }

        if (account == Account.Server)
        {
            // It has no home of its own, so it gets one.
            await Tool.StatusAsync(["install", "-d", "-m", "700", "-o", account.Uid, "-g", account.Gid, account.Home]);
            database = database is "" ? $"{account.Home}/damon.db" : database;
        }

        if (await CanServeAsync(account, database, layout))
        {
            screen.Say($"The server runs as user {account.Name}; only the sampler runs as root.");
            return new ServerAccount(account, database);
        }

        screen.Say($"The server runs as root: an unprivileged user could not read {layout.Root}, start {layout.DotNet} or write the database.");
        return new ServerAccount(null, database);
    }

    private static async Task<bool> CanServeAsync(Account account, string database, Layout layout) =>
        await Tool.StatusAsync([.. account.Prefix, "test", "-r", layout.Server]) == 0
        && await Tool.StatusAsync([.. account.Prefix, layout.DotNet, "--list-runtimes"], quiet: true) == 0
        && (database is "" || await Tool.StatusAsync([.. account.Prefix, "test", "-w", WrittenFor(database)]) == 0);

    // A database that is still to be made needs its folder.
    private static string WrittenFor(string database) =>
        Path.Exists(database) ? database : Path.GetDirectoryName(database) is { Length: > 0 } folder ? folder : ".";
}
