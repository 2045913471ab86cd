using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Damon.Contracts;
using Damon.Run.Settings;

namespace Damon.Run.Api;

/// <summary>Single calls of the server of this run, by REST; each throws <see cref="ApiFailure"/> when it does not succeed.</summary>
internal sealed class ApiCalls : IDisposable
{
    private const string Root = "api/v1/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    /// <summary>Speaks to <paramref name="settings"/>' address by <paramref name="handler"/>, which it then owns.</summary>
    public ApiCalls(RunSettings settings, HttpMessageHandler handler)
    {
        _client = new HttpClient(handler) { BaseAddress = new Uri(settings.Address.AddressOf("/", "")), Timeout = Patience };
        if (settings.Token is not "")
        {
            // A token may have any characters; whether it is the right one is the server's to say.
            _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {settings.Token}");
        }
    }

    /// <summary>What is at <paramref name="path"/>, whatever the status.</summary>
    /// <param name="path">From the server's root.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(HttpStatusCode Status, string Body)> LookAsync(string path, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancellationToken);
        return (status, System.Text.Encoding.UTF8.GetString(body));
    }

    /// <summary>Reads <paramref name="path"/>, below /api/v1/.</summary>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => CallAsync<T>(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Reads bytes.</summary>
    public Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken) => FetchAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>Posts <paramref name="body"/>; nothing when it is null.</summary>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken)
        where T : class => CallAsync<T>(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Deletes what is at <paramref name="path"/>.</summary>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) => FetchAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<T> CallAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
        where T : class
    {
        var answer = await FetchAsync(method, path, body, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize<T>(answer, ContractJson.Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ApiFailure(HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(answer));
        }
    }

    private async Task<byte[]> FetchAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var (status, answer) = await SendAsync(method, Root + path, body, cancellationToken);
        return (int)status is >= 200 and < 300 ? answer : throw new ApiFailure(status, ProblemSentence.Of(System.Text.Encoding.UTF8.GetString(answer)));
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: ContractJson.Options);
            using var answer = await _client.SendAsync(request, cancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (Exception failure) when (IsSilence(failure, cancellationToken))
        {
            throw new ApiFailure(null, failure.Message);
        }
    }

    // The client's own time limit shows itself as a cancellation, too; a server that ends while it is being connected to, as what
    // the socket says when it is asked for the other end.
    private static bool IsSilence(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or SocketException or IOException
        || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
