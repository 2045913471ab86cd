namespace Damon.Server.Configuration;

/// <summary>The way to the samplers.</summary>
/// <param name="Socket">Full path of the Unix domain socket.</param>
/// <param name="AllowedUids">Users a sampler may run as.</param>
/// <param name="Grace">How long a lost sampler's sessions stay running.</param>
/// <param name="AnswerTimeout">How long the sampler may take to answer an order.</param>
internal sealed record LinkSettings(string Socket, IReadOnlySet<uint> AllowedUids, TimeSpan Grace, TimeSpan AnswerTimeout);
