namespace Damon.Server.Security.SignIns;

/// <summary>What aborts a request when the sign-in by which it was made ends; until it is disposed of.</summary>
/// <param name="signIn">The sign-in.</param>
/// <param name="abort">Aborts the request.</param>
internal sealed class SignInTie(OpenSignIn signIn, Action abort) : IDisposable
{
    /// <summary>Aborts the request.</summary>
    public void Abort() => abort();

    public void Dispose() => signIn.Untie(this);
}
