using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Damon.Client.Access;
using Damon.Contracts;
using Damon.Contracts.Groups;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Areas;
using Damon.Contracts.Rest.Changes;
using Damon.Contracts.Rest.Health;
using Damon.Contracts.Rest.Lenses;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Rest.Members;
using Damon.Model.Binning;
using Damon.Model.Groups;

namespace Damon.Client.Api;

/// <summary>The server's REST calls. Every one throws <see cref="ApiException"/> when it does not succeed.</summary>
/// <param name="http">Its base address is the server's.</param>
/// <param name="access">Told what answers tell of the caller's role; null where nobody wants to know.</param>
public sealed class ApiClient(HttpClient http, AccessState? access = null)
{
    private const string Root = "api/v1/";

    private readonly ParsedBodies<Mapping[]> _mappings = new(static body => Read<Mapping[]>(body) ?? throw Empty(), most: 4);

    /// <summary>Whether server and samplers work; needs no token.</summary>
    public Task<HealthResource> GetHealthAsync(CancellationToken cancel) => GetAsync<HealthResource>("health", cancel);

    /// <summary>Connected samplers.</summary>
    public Task<SamplerResource[]> GetSamplersAsync(CancellationToken cancel) => GetAsync<SamplerResource[]>("samplers", cancel);

    /// <summary>Processes, biggest resident size first.</summary>
    /// <param name="search">Part of name, command line or user, or a pid; empty for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="sampler">Whose host; null when only one is connected.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<ProcessResource[]> GetProcessesAsync(string search, int limit, string? sampler, CancellationToken cancel)
        => GetAsync<ProcessResource[]>(Query("processes", ("search", search.Length > 0 ? search : null), ("limit", limit), ("sampler", sampler)), cancel);

    /// <summary>Groups of processes, biggest resident size first.</summary>
    /// <param name="search">Part of the name; empty for all.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="sampler">Whose host; null when only one is connected.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<GroupResource[]> GetGroupsAsync(string search, int limit, string? sampler, CancellationToken cancel)
        => GetAsync<GroupResource[]>(Query("groups", ("search", search.Length > 0 ? search : null), ("limit", limit), ("sampler", sampler)), cancel);

    /// <summary>The processes of one group, biggest resident size first.</summary>
    /// <param name="kind">How the group is named.</param>
    /// <param name="name">Its name.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="sampler">Whose host; null when only one is connected.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<ProcessResource[]> GetProcessesOfAsync(GroupKind kind, string name, int limit, string? sampler, CancellationToken cancel)
        => GetAsync<ProcessResource[]>(Query("processes", (kind.ToString().ToLowerInvariant(), name), ("limit", limit), ("sampler", sampler)), cancel);

    /// <summary>All sessions.</summary>
    public Task<SessionResource[]> GetSessionsAsync(CancellationToken cancel) => GetAsync<SessionResource[]>("sessions", cancel);

    /// <summary>One session.</summary>
    public Task<SessionResource> GetSessionAsync(string id, CancellationToken cancel) => GetAsync<SessionResource>(Session(id), cancel);

    /// <summary>Starts a session.</summary>
    public async Task<SessionResource> StartAsync(CreateSessionRequest request, CancellationToken cancel)
        => await SendAsync<SessionResource>(HttpMethod.Post, "sessions", JsonContent.Create(request, options: ContractJson.Options), cancel) ?? throw Empty();

    /// <summary>Stops a session; returns when sampling has ended.</summary>
    public async Task<SessionResource> StopAsync(string id, CancellationToken cancel)
        => await SendAsync<SessionResource>(HttpMethod.Post, Session(id) + "/stop", null, cancel) ?? throw Empty();

    /// <summary>Renames a session, or changes its notes.</summary>
    public async Task<SessionResource> UpdateAsync(string id, UpdateSessionRequest request, CancellationToken cancel)
        => await SendAsync<SessionResource>(HttpMethod.Patch, Session(id), JsonContent.Create(request, options: ContractJson.Options), cancel) ?? throw Empty();

    /// <summary>Gives a running session new attributes; what is left out stays.</summary>
    public async Task<SessionResource> UpdateAttributesAsync(string id, AttributesRequest request, CancellationToken cancel)
        => await SendAsync<SessionResource>(HttpMethod.Patch, Session(id) + "/attributes", JsonContent.Create(request, options: ContractJson.Options), cancel) ?? throw Empty();

    /// <summary>Address of a download of a recording, relative to the page's base: the whole of it, or one target's part of time and addresses.</summary>
    /// <param name="id">The session.</param>
    /// <param name="format"><c>damo</c>, <c>damoZip</c>, <c>csv</c>, <c>json</c> or <c>parquet</c>.</param>
    /// <param name="target">Index of the target; null for all.</param>
    /// <param name="fromUs">Left edge, Unix microseconds; null for the beginning.</param>
    /// <param name="toUs">Right edge, Unix microseconds; null for the end.</param>
    /// <param name="low">Lowest address; null for all.</param>
    /// <param name="high">One past the highest address; null for all.</param>
    public static string ExportAddress(
        string id, string format, int? target = null, long? fromUs = null, long? toUs = null, ulong? low = null, ulong? high = null)
        => Root + Query(
            Session(id) + "/export",
            ("format", format),
            ("target", target),
            ("from", fromUs),
            ("to", toUs),
            ("start", low is { } start ? HexAddressConverter.Format(start) : null),
            ("end", high is { } end ? HexAddressConverter.Format(end) : null));

    /// <summary>Address that takes a record to import, relative to the page's base.</summary>
    public static string ImportAddress => Root + "sessions/import";

    /// <summary>Deletes a stopped session and its history.</summary>
    public Task DeleteAsync(string id, CancellationToken cancel) => SendAsync<object>(HttpMethod.Delete, Session(id), null, cancel);

    /// <summary>A target's mappings at a time; the newest when <paramref name="atUs"/> is null.</summary>
    public async Task<Mapping[]> GetMappingsAsync(string id, int target, long? atUs, CancellationToken cancel)
        => _mappings.Of(await FetchAsync(HttpMethod.Get, Query(Session(id) + "/mappings", ("target", target), ("at", atUs)), null, cancel));

    /// <summary>Working set size over time.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="fromUs">Left edge, Unix microseconds; null for the beginning.</param>
    /// <param name="toUs">Right edge, Unix microseconds; null for the end.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="points">At most about this many points in the series, each the mean of several snapshots; null for one a snapshot.</param>
    public Task<WorkingSetResource> GetWorkingSetAsync(string id, int target, long? fromUs, long? toUs, CancellationToken cancel, int? points = null)
        => GetAsync<WorkingSetResource>(
            Query(Session(id) + "/workingset", ("target", target), ("from", fromUs), ("to", toUs), ("points", points)), cancel);

    /// <summary>Stored snapshots that touch a span of time, in time order.</summary>
    public Task<SnapshotPage> GetSnapshotsAsync(string id, int target, long fromUs, long toUs, int limit, CancellationToken cancel)
        => GetAsync<SnapshotPage>(Query(Session(id) + "/snapshots", ("target", target), ("from", fromUs), ("to", toUs), ("limit", limit)), cancel);

    /// <summary>Binned access rates.</summary>
    public Task<HeatmapResource> GetHeatmapAsync(HeatmapQuery query, CancellationToken cancel)
        => GetAsync<HeatmapResource>(
            Query(
                Session(query.Session) + "/heatmap",
                ("target", query.Target),
                ("from", query.FromUs),
                ("to", query.ToUs),
                ("start", query.Start is { } start ? HexAddressConverter.Format(start) : null),
                ("end", query.End is { } end ? HexAddressConverter.Format(end) : null),
                ("columns", query.Columns),
                ("rows", query.Rows)),
            cancel);

    /// <summary>Binned access rates of several parts of the address space.</summary>
    /// <param name="query">Session, target, time and columns; addresses and rows come from <paramref name="bands"/>.</param>
    /// <param name="bands">Ranges in rising order with their numbers of rows.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<PackedCells> GetCellsAsync(HeatmapQuery query, IEnumerable<(ulong Start, ulong End, int Rows)> bands, CancellationToken cancel)
    {
        var path = Query(
            Session(query.Session) + "/cells",
            ("target", query.Target),
            ("from", query.FromUs),
            ("to", query.ToUs),
            ("columns", query.Columns),
            ("value", Value(query.Measure)),
            ("bands", Bands(bands)));
        return PackedCells.TryRead(await FetchAsync(HttpMethod.Get, path, null, cancel)) ?? throw Empty();
    }

    /// <summary>Binned access rates of a part, and small ones of the whole recording, in one call.</summary>
    /// <param name="query">Session, target, time and columns; addresses and rows come from <paramref name="bands"/>.</param>
    /// <param name="bands">Ranges in rising order with their numbers of rows.</param>
    /// <param name="overviewColumns">Time steps of the whole recording.</param>
    /// <param name="overviewBands">Ranges of the whole recording's cells in rising order with their numbers of rows.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<(PackedCells Cells, PackedCells Overview)> GetCellsAsync(
        HeatmapQuery query,
        IEnumerable<(ulong Start, ulong End, int Rows)> bands,
        int overviewColumns,
        IEnumerable<(ulong Start, ulong End, int Rows)> overviewBands,
        CancellationToken cancel)
    {
        var path = Query(
            Session(query.Session) + "/cells",
            ("target", query.Target),
            ("from", query.FromUs),
            ("to", query.ToUs),
            ("columns", query.Columns),
            ("value", Value(query.Measure)),
            ("bands", Bands(bands)),
            ("overviewColumns", overviewColumns),
            ("overviewBands", Bands(overviewBands)));
        return PackedCells.TryReadAll(await FetchAsync(HttpMethod.Get, path, null, cancel)) is [var cells, var overview] ? (cells, overview) : throw Empty();
    }

    /// <summary>What a page needs of one target to show a recording.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="fromUs">Left edge of what is shown, Unix microseconds; null for the beginning.</param>
    /// <param name="toUs">Right edge of what is shown, Unix microseconds; null for the end.</param>
    /// <param name="atUs">Moment of the snapshot wanted, Unix microseconds; null for the last.</param>
    /// <param name="points">At most about this many points in the working set's series.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<OpeningResource> GetOpeningAsync(string id, int target, long? fromUs, long? toUs, long? atUs, int points, CancellationToken cancel)
        => GetAsync<OpeningResource>(
            Query(Session(id) + "/opening", ("target", target), ("from", fromUs), ("to", toUs), ("at", atUs), ("points", points)), cancel);

    /// <summary>Memory by the time since its last access, with what it is by mapping: the newest look at or before a time.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target; null for all together.</param>
    /// <param name="atUs">The time, Unix microseconds; null for the last look.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IdleResource> GetIdleAsync(string id, int? target, long? atUs, CancellationToken cancel)
        => GetAsync<IdleResource>(Query(Session(id) + "/idle", ("target", target), ("at", atUs), ("by", "mapping")), cancel);

    /// <summary>The same over all of the session's time, without mappings.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target; null for all together.</param>
    /// <param name="points">At most so many looks, evenly spread.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<IdleSeriesAnswer> GetIdleSeriesAsync(string id, int? target, int points, CancellationToken cancel)
        => GetAsync<IdleSeriesAnswer>(Query(Session(id) + "/idle/series", ("target", target), ("points", points)), cancel);

    /// <summary>Memory accessed within some windows, a point for each look.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target; null for all together.</param>
    /// <param name="fromUs">First moment, Unix microseconds.</param>
    /// <param name="toUs">One past the last moment, Unix microseconds.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<NeededResource> GetNeededAsync(string id, int? target, long fromUs, long toUs, CancellationToken cancel)
        => GetAsync<NeededResource>(Query(Session(id) + "/needed", ("target", target), ("from", fromUs), ("to", toUs)), cancel);

    /// <summary>The memory limits that hold for a running session's targets now.</summary>
    public Task<LimitsAnswer> GetLimitsAsync(string id, CancellationToken cancel) => GetAsync<LimitsAnswer>(Session(id) + "/limits", cancel);

    /// <summary>What each target had and needed, as of the newest look at or before a time.</summary>
    /// <param name="id">The session.</param>
    /// <param name="atUs">The time, Unix microseconds.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<MembersAnswer> GetMembersAsync(string id, long atUs, CancellationToken cancel)
        => GetAsync<MembersAnswer>(Query(Session(id) + "/members", ("at", atUs)), cancel);

    /// <summary>Follows every page of a range.</summary>
    public async Task<LensResource> OpenLensAsync(string id, LensRequest request, CancellationToken cancel)
        => await SendAsync<LensResource>(HttpMethod.Post, Session(id) + "/lens", JsonContent.Create(request, options: ContractJson.Options), cancel) ?? throw Empty();

    /// <summary>The lens that is open.</summary>
    public Task<LensResource> GetLensAsync(string id, CancellationToken cancel) => GetAsync<LensResource>(Session(id) + "/lens", cancel);

    /// <summary>Ends the lens that is open.</summary>
    public Task CloseLensAsync(string id, CancellationToken cancel) => SendAsync<object>(HttpMethod.Delete, Session(id) + "/lens", null, cancel);

    /// <summary>The pages of the lens.</summary>
    public Task<PagesResource> GetPagesAsync(string id, CancellationToken cancel) => GetAsync<PagesResource>(Session(id) + "/pages", cancel);

    /// <summary>Address of the lens, relative to the page's base: for a browser that leaves the page, to end it.</summary>
    public static string LensAddress(string id) => Root + Session(id) + "/lens";

    /// <summary>What has changed in a target.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="fromUs">First moment, Unix microseconds; null for the beginning.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<ChangesAnswer> GetChangesAsync(string id, int target, long? fromUs, CancellationToken cancel)
        => GetAsync<ChangesAnswer>(Query(Session(id) + "/changes", ("target", target), ("from", fromUs)), cancel);

    /// <summary>How a part of the memory was used over a time.</summary>
    /// <param name="id">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="fromUs">First moment, Unix microseconds.</param>
    /// <param name="toUs">One past the last moment, Unix microseconds.</param>
    /// <param name="low">Lowest address.</param>
    /// <param name="high">One past the highest address.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<AreaUse> GetUseAsync(string id, int target, long fromUs, long toUs, ulong low, ulong high, CancellationToken cancel)
        => GetAsync<AreaUse>(
            Query(
                Session(id) + "/use",
                ("target", target),
                ("from", fromUs),
                ("to", toUs),
                ("start", HexAddressConverter.Format(low)),
                ("end", HexAddressConverter.Format(high))),
            cancel);

    private static string? Value(CellMeasure measure) => measure == CellMeasure.Rate ? null : measure.ToString().ToLowerInvariant();

    /// <summary>What a session's idle memory suggests.</summary>
    /// <param name="id">The session.</param>
    /// <param name="seconds">Shortest time of watching to conclude from.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<AdviceAnswer> GetAdviceAsync(string id, int seconds, CancellationToken cancel)
        => GetAsync<AdviceAnswer>(Query(Session(id) + "/advice", ("watched", seconds)), cancel);

    private static string Bands(IEnumerable<(ulong Start, ulong End, int Rows)> bands) => string.Join(',', bands.Select(b => string.Create(
        CultureInfo.InvariantCulture, $"{HexAddressConverter.Format(b.Start)}-{HexAddressConverter.Format(b.End)}~{b.Rows}")));

    private static string Session(string id) => "sessions/" + Uri.EscapeDataString(id);

    private static string Query(string path, params ReadOnlySpan<(string Name, object? Value)> parts)
    {
        var separator = '?';
        foreach (var (name, value) in parts)
        {
            if (Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text)
            {
                path += separator + name + "=" + Uri.EscapeDataString(text);
                separator = '&';
            }
        }

        return path;
    }

    private static ApiException Empty() => new(new ApiProblem { Message = "The server's answer was empty. Reload the page and try again." });

    /// <summary>Asks for something; a path under /api/v1/.</summary>
    internal async Task<T> GetAsync<T>(string path, CancellationToken cancel)
        where T : class
        => await SendAsync<T>(HttpMethod.Get, path, null, cancel) ?? throw Empty();

    /// <summary>Makes any call; a path under /api/v1/. Null for an answer without a body.</summary>
    internal async Task<T?> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
        where T : class
        => Read<T>(await FetchAsync(method, path, content, cancel));

    private static T? Read<T>(byte[] body)
        where T : class
    {
        try
        {
            return body.Length == 0 ? null : JsonSerializer.Deserialize<T>(body, ContractJson.Answers);
        }
        catch (JsonException fault)
        {
            throw new ApiException(new ApiProblem { Message = $"The server's answer could not be read ({fault.Message}). Page and server may be of different versions: reload the page." });
        }
    }

    private async Task<byte[]> FetchAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancel)
    {
        try
        {
            using var request = new HttpRequestMessage(method, Root + path) { Content = content };
            using var response = await http.SendAsync(request, cancel);
            access?.Take(response);
            var body = await response.Content.ReadAsByteArrayAsync(cancel);
            return response.IsSuccessStatusCode
                ? body
                : throw new ApiException(ProblemReader.Read(response.StatusCode, System.Text.Encoding.UTF8.GetString(body)));
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new ApiException(new ApiProblem { Message = "The server does not answer. Check that it still runs, then try again." });
        }
    }
}
