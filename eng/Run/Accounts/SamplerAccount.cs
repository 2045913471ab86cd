using Damon.Run.Machine;

namespace Damon.Run.Accounts;

/// <summary>Makes the sampler root, and says whom it becomes as soon as it has given up what it does not need.</summary>
internal static class SamplerAccount
{
    /// <summary>The sampler's key for whom it becomes.</summary>
    public const string UserKey = "Damon:Sampler:User";

    /// <summary>The words before the guard of the sampler, after sudo has been asked for.</summary>
    /// <exception cref="RunFailure">There is no way to become root.</exception>
    public static async Task<IReadOnlyList<string>> PrefixAsync(Caller caller, Screen screen)
    {
        if (caller.IsRoot)
        {
            return [];
        }

        if (Tool.Find("sudo") is null)
        {
            throw new RunFailure(RunFailure.Failed,
                "The sampler needs root to read page tables, and sudo is not installed. Install sudo, or run this as root.");
        }

        screen.Complain("The sampler is started as root, through sudo, and gives up what it does not need; sudo may ask for your password.");
        return await Tool.StatusAsync(["sudo", "-v"]) == 0
            ? ["sudo"]
            : throw new RunFailure(RunFailure.Failed, "sudo was refused, so the sampler cannot start.");
    }

    /// <summary>Whom the sampler becomes, as <c>UID:GID</c>; null when it has to stay root, with a few capabilities.</summary>
    /// <param name="caller">Who has started the run.</param>
    /// <param name="server">Whom the server runs as; null for this process's account.</param>
    public static async Task<string?> UserAsync(Caller caller, Account? server)
    {
        if (!caller.IsRoot)
        {
            return $"{await Tool.OutputAsync(["id", "-u"])}:{await Tool.OutputAsync(["id", "-g"])}";
        }

        var account = server == Account.Server ? Account.Sampler : server;
        return account is null ? null : $"{account.Uid}:{account.Gid}";
    }
}
