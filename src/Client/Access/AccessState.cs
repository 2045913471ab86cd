using System.Net;
using Damon.Contracts.Rest.Access;

namespace Damon.Client.Access;

/// <summary>Keeps what the server's answers tell of the caller's role.</summary>
public sealed class AccessState
{
    /// <summary>Raised when it has changed.</summary>
    public event Action? Changed;

    /// <summary>What is known now.</summary>
    public Permissions Current { get; private set; } = Permissions.Unknown;

    /// <summary>Takes what the head of an answer tells; one that tells nothing changes nothing, but for the end of the sign-in.</summary>
    public void Take(HttpResponseMessage answer)
    {
        var now = answer.StatusCode == HttpStatusCode.Unauthorized ? Current with { SignIn = null }
            : answer.Headers.TryGetValues(AccessHeaders.Role, out var roles)
                ? new Permissions(roles.FirstOrDefault(), answer.Headers.TryGetValues(AccessHeaders.SignIn, out var signIns) ? signIns.FirstOrDefault() : null)
                : Current;
        if (now != Current)
        {
            Current = now;
            Changed?.Invoke();
        }
    }
}
