using System.Globalization;
using System.Net;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Health;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Addresses;
using Damon.Run.Settings;

namespace Damon.Run.Api;

/// <summary>The server of this run. Where nothing else is said, a call that does not succeed throws <see cref="ApiFailure"/>.</summary>
internal sealed class DamonApi(RunSettings settings, HttpMessageHandler handler) : IDisposable
{
    private readonly ApiCalls _calls = new(settings, handler);

    /// <summary>The server is on this host, or where it listens: never behind the proxy of the environment.</summary>
    public static DamonApi Create(RunSettings settings) => new(settings, new SocketsHttpHandler { UseProxy = false });

    /// <summary>How the parts are; null when nobody answers.</summary>
    public async Task<HealthAnswer?> HealthAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (status, body) = await _calls.LookAsync("health", cancellationToken);
            return new HealthAnswer(status, Parse(body));
        }
        catch (ApiFailure failure) when (failure.IsSilence)
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
        try
        {
            var session = await StartAsync(
                new CreateSessionRequest
                {
                    Targets = [new TargetRequest(pid)],
                    Name = name,
                    Attributes = budget is null ? null : new AttributesRequest { Budget = budget },
                },
                cancellationToken);
            return session.Id;
        }
        catch (ApiFailure failure)
        {
            throw new RunFailure(RunFailure.Failed, $"Process {pid} cannot be monitored: {failure.Message}");
        }
    }

    /// <summary>Starts a session; returns when it samples.</summary>
    public Task<SessionResource> StartAsync(CreateSessionRequest request, CancellationToken cancellationToken) =>
        _calls.PostAsync<SessionResource>("sessions", request, cancellationToken);

    /// <summary>Stops a session; returns when all is stored.</summary>
    public Task<SessionResource> StopAsync(string id, CancellationToken cancellationToken) =>
        _calls.PostAsync<SessionResource>(Session(id, "/stop"), null, cancellationToken);

    /// <summary>Deletes a stopped session with its history.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) => _calls.DeleteAsync(Session(id, ""), cancellationToken);

    /// <summary>All sessions, newest first.</summary>
    public Task<SessionResource[]> SessionsAsync(CancellationToken cancellationToken) => _calls.GetAsync<SessionResource[]>("sessions", cancellationToken);

    /// <summary>One session.</summary>
    public Task<SessionResource> SessionAsync(string id, CancellationToken cancellationToken) =>
        _calls.GetAsync<SessionResource>(Session(id, ""), cancellationToken);

    /// <summary>Processes of the sampler's host, biggest first.</summary>
    public Task<ProcessResource[]> ProcessesAsync(CancellationToken cancellationToken) =>
        _calls.GetAsync<ProcessResource[]>("processes?limit=10000", cancellationToken);

    /// <summary>Memory accessed within some windows, over time, from <paramref name="fromUs"/> (Unix microseconds) on.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target; null for all of them together.</param>
    /// <param name="fromUs">Nothing before it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<NeededResource> NeededAsync(string id, int? target, long fromUs, CancellationToken cancellationToken) =>
        _calls.GetAsync<NeededResource>(Session(id, Text($"/needed?from={fromUs}{Of(target)}")), cancellationToken);

    /// <summary>Memory by the time since its last access, as of <paramref name="atUs"/>.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target; null for all of them together.</param>
    /// <param name="atUs">When, Unix microseconds.</param>
    /// <param name="byMapping">Whether mapping by mapping, too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IdleResource> IdleAsync(string id, int? target, long atUs, bool byMapping, CancellationToken cancellationToken) =>
        _calls.GetAsync<IdleResource>(Session(id, Text($"/idle?at={atUs}&by={(byMapping ? "mapping" : "total")}{Of(target)}")), cancellationToken);

    /// <summary>Memory limits that concern a running session.</summary>
    public Task<LimitsAnswer> LimitsAsync(string id, CancellationToken cancellationToken) =>
        _calls.GetAsync<LimitsAnswer>(Session(id, "/limits"), cancellationToken);

    /// <summary>What a session's idle memory suggests.</summary>
    public Task<AdviceAnswer> AdviceAsync(string id, CancellationToken cancellationToken) =>
        _calls.GetAsync<AdviceAnswer>(Session(id, "/advice"), cancellationToken);

    /// <summary>Areas and mappings of one target until <paramref name="toUs"/> (Unix microseconds).</summary>
    public Task<OpeningResource> OpeningAsync(string id, int target, long toUs, CancellationToken cancellationToken) =>
        _calls.GetAsync<OpeningResource>(Session(id, Text($"/opening?target={target}&to={toUs}&points=1")), cancellationToken);

    /// <summary>Access rates of parts of one target's addresses.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">From when to when, Unix microseconds.</param>
    /// <param name="columns">Steps of time.</param>
    /// <param name="bands">The parts in rising order, with their numbers of rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<PackedCells> CellsAsync(
        string id, int target, (long FromUs, long ToUs) time, int columns, IEnumerable<(AddressRange Range, int Rows)> bands, CancellationToken cancellationToken)
    {
        var parts = string.Join(',', bands.Select(band =>
            Text($"{HexAddressConverter.Format(band.Range.Start)}-{HexAddressConverter.Format(band.Range.End)}~{band.Rows}")));
        var bytes = await _calls.GetBytesAsync(
            Session(id, Text($"/cells?target={target}&from={time.FromUs}&to={time.ToUs}&columns={columns}&bands={Uri.EscapeDataString(parts)}")), cancellationToken);
        return PackedCells.TryRead(bytes) ?? throw new ApiFailure(HttpStatusCode.OK, "The server's answer could not be read.");
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();

    private static string Session(string id, string rest) => $"sessions/{Uri.EscapeDataString(id)}{rest}";

    private static string Of(int? target) => target is { } index ? Text($"&target={index}") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static HealthResource? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<HealthResource>(body, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
