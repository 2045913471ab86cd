namespace Damon.Server.Configuration;

/// <summary>Who may call.</summary>
/// <param name="Token">The token given; null for one that the server makes up and keeps.</param>
/// <param name="Disabled">Everybody who can connect may do everything.</param>
internal sealed record AuthSettings(string? Token, bool Disabled);
