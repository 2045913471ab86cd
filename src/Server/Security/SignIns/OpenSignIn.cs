namespace Damon.Server.Security.SignIns;

/// <summary>A sign-in that holds, and what it has under way.</summary>
/// <param name="signIn">What is known of it at first.</param>
internal sealed class OpenSignIn(SignIn signIn)
{
    private readonly Lock _gate = new();
    private readonly HashSet<SignInTie> _ties = [];

    /// <summary>What is known of it; the registry's to change.</summary>
    public SignIn SignIn { get; set; } = signIn;

    /// <summary>Whether a request or a connection of it is open.</summary>
    public bool IsInUse
    {
        get
        {
            lock (_gate)
            {
                return _ties.Count > 0;
            }
        }
    }

    /// <summary>Ties a request to it.</summary>
    /// <param name="abort">Called when it ends.</param>
    public SignInTie Tie(Action abort)
    {
        var tie = new SignInTie(this, abort);
        lock (_gate)
        {
            _ties.Add(tie);
        }

        return tie;
    }

    /// <summary>Its end is of no concern to a request any more.</summary>
    public void Untie(SignInTie tie)
    {
        lock (_gate)
        {
            _ties.Remove(tie);
        }
    }

    /// <summary>Aborts what is tied to it.</summary>
    public void End()
    {
        SignInTie[] ties;
        lock (_gate)
        {
            ties = [.. _ties];
        }

        foreach (var tie in ties)
        {
            tie.Abort();
        }
    }
}
