using Damon.Server.Heavy;

namespace Damon.Server.Configuration;

/// <summary>Every setting of the server, already checked. Read from the section <c>Damon</c>.</summary>
internal sealed record DamonSettings
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Damon";

    /// <summary>Addresses to listen on; <c>Damon:Urls</c>.</summary>
    public required IReadOnlyList<ListenAddress> Urls { get; init; }

    /// <summary>Full path of the history; <c>Damon:Database</c>.</summary>
    public required string Database { get; init; }

    /// <summary>Full path of the file that keeps the operators' token when nobody has given one.</summary>
    public string TokenFile => Database + ".token";

    /// <summary>Full path of the file that keeps the viewers' token when nobody has given one.</summary>
    public string ViewerTokenFile => Database + ".viewer-token";

    /// <summary>Full path of the file that keeps the sign-ins of browsers.</summary>
    public string SignInsFile => Database + ".signins";

    /// <summary>Full path of the file in which it stands what operators have done.</summary>
    public string AuditFile => Database + ".audit";

    /// <summary>Full path of the file in which it stands what others have done, and what was refused.</summary>
    public string AuditTriedFile => Database + ".audit-tried";

    /// <summary>Host names accepted beside the loopback ones when listening on loopback; <c>Damon:AllowedHosts</c>.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Who may call; <c>Damon:Auth</c>.</summary>
    public required AuthSettings Auth { get; init; }

    /// <summary>The socket for samplers; <c>Damon:Link</c>.</summary>
    public required LinkSettings Link { get; init; }

    /// <summary>Limits of the history; <c>Damon:History</c>.</summary>
    public required HistorySettings History { get; init; }

    /// <summary>Most starts of sessions a minute; <c>Damon:StartsPerMinute</c>.</summary>
    public required int StartsPerMinute { get; init; }

    /// <summary>How much that takes memory is done at once; <c>Damon:Heavy</c>.</summary>
    public HeavySettings Heavy { get; init; } = HeavySettings.Default(processors: 2);

    /// <summary>Whether only programs of this host can connect.</summary>
    public bool LoopbackOnly => Urls.All(url => url.IsLoopback);
}
