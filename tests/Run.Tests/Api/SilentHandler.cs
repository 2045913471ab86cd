namespace Damon.Run.Tests.Api;

/// <summary>Nobody listens, or whoever did has just ended.</summary>
/// <param name="failure">What comes of it; a refused connection when nothing is said.</param>
internal sealed class SilentHandler(Exception? failure = null) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw failure ?? new HttpRequestException("Connection refused");
}
