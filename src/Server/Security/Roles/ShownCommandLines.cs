using System.Security.Claims;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Access;
using Damon.Model.Secrets;

namespace Damon.Server.Security.Roles;

/// <summary>
/// What of command lines a caller is shown. What looks like a secret is masked by the sampler, for everybody; what does not
/// look like one may be one all the same, so that all but operators are shown programs without their arguments.
/// </summary>
internal static class ShownCommandLines
{
    /// <summary>Whether a caller is shown whole command lines.</summary>
    public static bool SeesArguments(this ClaimsPrincipal user) => user.IsInRole(nameof(AccessRole.Operator));

    /// <summary>A session as a caller is shown it.</summary>
    public static SessionResource For(this SessionResource session, ClaimsPrincipal user)
        => user.SeesArguments() ? session : session with { Targets = [.. session.Targets.Select(WithoutArguments)] };

    /// <summary>What happens to a session as a caller is shown it.</summary>
    public static WatchEvent For(this WatchEvent item, ClaimsPrincipal user)
        => item.Session is { } session ? item with { Session = session.For(user) } : item;

    private static TargetResource WithoutArguments(TargetResource target) => target with
    {
        CommandLine = ProgramWord.Of(target.CommandLine),
        EarlierPrograms = [.. target.EarlierPrograms.Select(static earlier => earlier with { CommandLine = ProgramWord.Of(earlier.CommandLine) })],
    };
}
