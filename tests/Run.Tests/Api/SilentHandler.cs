namespace Damon.Run.Tests.Api;

/// <summary>Nobody listens.</summary>
internal sealed class SilentHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new HttpRequestException("Connection refused");
}
