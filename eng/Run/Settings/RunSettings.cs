namespace Damon.Run.Settings;

/// <summary>The few settings of the server that the run itself must know.</summary>
/// <param name="Address">Where the server is reached.</param>
/// <param name="Token">What it asks for; empty when it asks for none.</param>
/// <param name="Database">Where recordings are kept; empty for the server's own choice.</param>
/// <param name="Socket">Where server and sampler meet; null for a place of this run.</param>
internal sealed record RunSettings(ServerAddress Address, string Token, string Database, string? Socket)
{
    /// <summary>The server's key for <see cref="Token"/>.</summary>
    public const string TokenKey = "Damon:Auth:Token";

    /// <summary>The server's key for <see cref="ViewerToken"/>.</summary>
    public const string ViewerTokenKey = "Damon:Auth:ViewerToken";

    /// <summary>The server's key for <see cref="Socket"/>.</summary>
    public const string SocketKey = "Damon:Link:Socket";

    /// <summary>The server's key for <see cref="Database"/>.</summary>
    public const string DatabaseKey = "Damon:Database";

    /// <summary>The server's key for <see cref="AllowedUids"/>.</summary>
    public const string AllowedUidsKey = "Damon:Link:AllowedUids";

    private const string AuthDisabledKey = "Damon:Auth:Disabled";

    /// <summary>Users a sampler may run as, by comma; empty for the server's own choice.</summary>
    public string AllowedUids { get; init; } = "";

    /// <summary>Reads them; <paramref name="newToken"/> makes a token when nobody has set one.</summary>
    /// <exception cref="RunFailure">The address cannot be used.</exception>
    public static RunSettings Read(ServerSettings settings, Func<string> newToken)
    {
        var isOpen = string.Equals(settings.Find(AuthDisabledKey), "true", StringComparison.OrdinalIgnoreCase);
        return new RunSettings(
            ServerAddress.Parse(settings.Find(ServerAddress.Key) ?? "http://127.0.0.1:5200"),
            isOpen ? "" : settings.Find(TokenKey) ?? newToken(),
            settings.Find(DatabaseKey) ?? "",
            settings.Find(SocketKey))
        {
            AllowedUids = settings.Find(AllowedUidsKey) ?? "",
            ViewerToken = settings.Find(ViewerTokenKey),
        };
    }

    /// <summary>What it is to ask viewers for, where somebody has said so; null for what the server makes up.</summary>
    public string? ViewerToken { get; init; }

    /// <summary>What to open for <paramref name="path"/>.</summary>
    public string AddressOf(string path) => Address.AddressOf(path, Token);
}
