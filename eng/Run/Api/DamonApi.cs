using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Run.Settings;

namespace Damon.Run.Api;

/// <summary>The server of this run, by REST.</summary>
internal sealed class DamonApi : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Speaks to <paramref name="settings"/>' address by <paramref name="handler"/>, which it then owns.</summary>
    public DamonApi(RunSettings settings, HttpMessageHandler handler)
    {
        _client = new HttpClient(handler)
        {
            BaseAddress = new Uri(settings.Address.AddressOf("/", "")),
            Timeout = TimeSpan.FromSeconds(30),
        };
        if (settings.Token is not "")
        {
            // A token may have any characters; whether it is the right one is the server's to say.
            _client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {settings.Token}");
        }
    }

    /// <summary>The server is on this host, or where it listens: never behind the proxy of the environment.</summary>
    public static DamonApi Create(RunSettings settings) => new(settings, new SocketsHttpHandler { UseProxy = false });

    /// <summary>How the parts are; null when nobody answers.</summary>
    public async Task<HealthAnswer?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
            return new HealthAnswer(answer.StatusCode, Parse<HealthResource>(await answer.Content.ReadAsStringAsync(cancellationToken)));
        }
        catch (Exception failure) when (IsSilence(failure, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Starts a session on process <paramref name="pid"/>, named <paramref name="name"/> or, when that is null, as the process is.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="name">The session's name.</param>
    /// <param name="budget">What monitoring it may cost; null for the default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its identity.</returns>
    /// <exception cref="RunFailure">The process cannot be monitored.</exception>
    public async Task<string> StartSessionAsync(int pid, string? name, BudgetRequest? budget, CancellationToken cancellationToken)
    {
        var request = new CreateSessionRequest
        {
            Targets = [new TargetRequest(pid)],
            Name = name,
            Attributes = budget is null ? null : new AttributesRequest { Budget = budget },
        };
        HttpStatusCode status;
        string body;
        try
        {
            using var answer = await _client.PostAsJsonAsync("api/v1/sessions", request, ContractJson.Options, cancellationToken);
            (status, body) = (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception failure) when (IsSilence(failure, cancellationToken))
        {
            throw Refused(pid, failure.Message);
        }

        return status == HttpStatusCode.Created && Parse<SessionResource>(body) is { Id.Length: > 0 } session
            ? session.Id
            : throw Refused(pid, ProblemSentence.Of(body));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static RunFailure Refused(int pid, string why) => new(RunFailure.Failed, $"Process {pid} cannot be monitored: {why}");

    // The client's own time limit shows itself as a cancellation, too.
    private static bool IsSilence(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static T? Parse<T>(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, ContractJson.Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
