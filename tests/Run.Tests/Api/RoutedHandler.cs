using System.Net;
using System.Text.Json;
using Damon.Contracts;

namespace Damon.Run.Tests.Api;

/// <summary>Answers by method and path, and keeps what was asked.</summary>
internal sealed class RoutedHandler(Func<string, (HttpStatusCode Status, object Body)> answer) : HttpMessageHandler
{
    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        Asked.Add(call);
        var (status, body) = answer(call);
        return Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(JsonSerializer.Serialize(body, ContractJson.Options)) });
    }
}
