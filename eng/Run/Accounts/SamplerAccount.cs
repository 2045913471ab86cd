using Damon.Run.Machine;

namespace Damon.Run.Accounts;

/// <summary>Makes the sampler root.</summary>
internal static class SamplerAccount
{
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

        screen.Complain("Only the sampler runs as root, through sudo; it may ask for your password.");
        return await Tool.StatusAsync(["sudo", "-v"]) == 0
            ? ["sudo"]
            : throw new RunFailure(RunFailure.Failed, "sudo was refused, so the sampler cannot start.");
    }
}
