using Damon.Model.Access;
using Damon.Server.Configuration;

namespace Damon.Server.Security.Tokens;

/// <summary>The secrets that callers must know, one a role.</summary>
internal sealed class AccessTokens(DamonSettings settings, ILogger<AccessTokens> log)
{
    /// <summary>The token of those who may do everything.</summary>
    public AccessToken Operator { get; } = new("Damon:Auth:Token", settings.Auth.Token, !settings.Auth.Disabled, new TokenFile(settings.TokenFile), isVital: true, log);

    /// <summary>The token of those who may only look.</summary>
    public AccessToken Viewer { get; } = new("Damon:Auth:ViewerToken", settings.Auth.ViewerToken, !settings.Auth.Disabled, new TokenFile(settings.ViewerTokenFile), isVital: false, log);

    /// <summary>False when authentication is disabled: everybody is an operator.</summary>
    public bool AreRequired { get; } = !settings.Auth.Disabled;

    /// <summary>The token of a role.</summary>
    public AccessToken Of(AccessRole role) => role == AccessRole.Operator ? Operator : Viewer;

    /// <summary>Whose token this is; null when it is nobody's.</summary>
    public AccessRole? RoleOf(string? candidate)
    {
        // Both are compared, whichever it is, so that the time taken does not tell.
        var (isOperator, isViewer) = (Operator.Matches(candidate), Viewer.Matches(candidate));
        return isOperator ? AccessRole.Operator : isViewer ? AccessRole.Viewer : null;
    }
}
