namespace Damon.Run.Accounts;

/// <summary>An account to run things as.</summary>
/// <param name="Uid">Its user id.</param>
/// <param name="Gid">Its group id.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Home">Its home folder.</param>
internal sealed record Account(string Uid, string Gid, string Name, string Home)
{
    // Numbers from the range systemd keeps for dynamic users: they own nothing but what is made here.
    // The demo has another one than the server, so that it cannot look into it.

    /// <summary>The server's, when root itself has started the run.</summary>
    public static Account Server { get; } = new("61900", "61900", "61900", "/var/lib/damon");

    /// <summary>The sampler's, when root itself has started the run: of the server's group, which the socket belongs to.</summary>
    public static Account Sampler { get; } = new("61902", Server.Gid, "61902", "/");

    /// <summary>The demo's, when the run is root's.</summary>
    public static Account Demo { get; } = new("61901", "61901", "61901", "/");

    /// <summary>The words before a command that make root run it as root without a capability.</summary>
    public static IReadOnlyList<string> PowerlessRoot { get; } = ["setpriv", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"];

    /// <summary>The words before a command that make root run it as this account, which gets no capability any more.</summary>
    public IReadOnlyList<string> Prefix =>
    [
        .. PowerlessRoot, "--reuid", Uid, "--regid", Gid, "--clear-groups",
        "env", "-u", "XDG_DATA_HOME", "-u", "XDG_RUNTIME_DIR", $"HOME={Home}",
    ];
}
