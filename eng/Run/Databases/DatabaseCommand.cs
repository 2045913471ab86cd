using System.Collections;
using Damon.Run.Accounts;
using Damon.Run.Machine;
using Damon.Run.Settings;

namespace Damon.Run.Databases;

/// <summary>Copies or checks the recordings of the server that this caller's <c>./run</c> starts, while it runs or while it does not.</summary>
internal sealed class DatabaseCommand(Layout layout, IDictionary environment)
{
    /// <summary>Does it; the exit status.</summary>
    public async Task<int> RunAsync(DatabaseOptions options)
        => await Tool.StatusAsync(Words(options, (await Caller.OfThisProcessAsync()).ServerAccount));

    /// <summary>The command: this user's, who owns the copy, and the places are those of the server.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="account">What the server runs as; null for this user.</param>
    public IReadOnlyList<string> Words(DatabaseOptions options, Account? account)
    {
        var isGiven = new ServerSettings(options.ServerOptions, environment).Find(RunSettings.DatabaseKey) is { Length: > 0 };
        var places = account?.Prefix.SkipWhile(static word => word != "env") ?? [];
        string[] database = !isGiven && account == Account.Server ? [$"--{RunSettings.DatabaseKey}={account.Home}/damon.db"] : [];
        return [.. places, layout.DotNet, layout.Server, .. options.Words, .. options.ServerOptions, .. database];
    }
}
