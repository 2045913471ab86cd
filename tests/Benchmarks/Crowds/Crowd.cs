using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;

namespace Damon.Benchmarks.Crowds;

/// <summary>Many at once: viewers, readers, and some that are slow, at a server that records. What is asked, shed and dropped is counted.</summary>
internal static class Crowd
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    private static readonly (string Kind, string Path)[] Asked =
    [
        ("list of sessions", "sessions"), ("opening", "sessions/{0}/opening"), ("working set", "sessions/{0}/workingset?points=600"), ("snapshots", "sessions/{0}/snapshots?limit=100"),
        ("picture", "sessions/{0}/cells?columns=1200&bands=0x560000000000-0x560010000000~200,0x7f0000000000-0x7f00c0000000~600"),
        ("heatmap", "sessions/{0}/heatmap?columns=1000&rows=500"), ("changes", "sessions/{0}/changes"), ("export", "sessions/{0}/export?format=csv"),
    ];

    /// <summary>Runs.</summary>
    /// <param name="arguments">Seconds, viewers, readers, slow ones, sessions; then another publication.</param>
    public static void Run(string[] arguments) => RunAsync(CrowdSize.Of(arguments), arguments.Length > 5 ? arguments[5] : PublishedStack.Default).Wait();

    private static async Task RunAsync(CrowdSize size, string published)
    {
        using var stack = new PublishedStack(published);
        await using var sampler = await MadeSampler.ConnectAsync(stack.Socket);
        using var client = stack.NewClient();
        var sessions = await StartAsync(client, size.Sessions);
        using var endPushing = new CancellationTokenSource();
        var pushing = sampler.PushAsync(sessions, endPushing.Token);
        await Task.Delay(TimeSpan.FromSeconds(10));

        var residence = new Residence(stack.Server);
        var before = residence.Now();
        using var end = new CancellationTokenSource();
        var watching = residence.WatchAsync(end.Token);
        Viewer[] viewers = [.. Enumerable.Range(0, size.Viewers).Select(i => new Viewer(stack, sessions[i % sessions.Count]))];
        Task[] views = [.. viewers.Select(viewer => viewer.WatchAsync(end.Token))];
        Task<bool>[] stalled = [.. Enumerable.Range(0, size.Slow).Select(i => StalledViewer.StayAsync(stack, sessions[i % sessions.Count], end.Token))];
        Task<long>[] slow = [.. Enumerable.Range(0, size.Slow).Select(i => DownloadSlowlyAsync(stack, sessions[i % sessions.Count], end.Token))];
        Calls[] calls = [.. Asked.Select(static one => new Calls(one.Kind))];
        Task[] readers = [.. Enumerable.Range(0, size.Readers).Select(i => ReadAsync(stack, sessions, calls, i, end.Token))];
        await Task.Delay(TimeSpan.FromSeconds(size.Seconds));
        var metrics = await client.GetStringAsync(new Uri("metrics", UriKind.Relative));
        await end.CancelAsync();
        await Task.WhenAll([.. views, .. stalled, .. slow, .. readers, watching]);
        await endPushing.CancelAsync();
        await pushing;
        await Task.Delay(Rest);
        TellCalls(calls);
        TellSnapshots(size, sampler, viewers, await Task.WhenAll(stalled), await Task.WhenAll(slow), metrics, sessions.Select(stack.Session).ToArray());
        var table = new Table("server MiB before", "at most", "20 s after", "lives", "health");
        table.Row(before, residence.Peak, residence.Now(), stack.Server.HasExited ? "no" : "yes", Status().Match(await client.GetStringAsync(new Uri("health", UriKind.Relative))).Groups[1].Value);
        foreach (var viewer in viewers)
        {
            await viewer.DisposeAsync();
        }
    }

    private static async Task<List<string>> StartAsync(HttpClient client, int count)
    {
        var sessions = new List<string>();
        for (var i = 0; i < count; i++)
        {
            using var answer = await client.PostAsJsonAsync("api/v1/sessions", new CreateSessionRequest { Sampler = MadeSampler.Id, Targets = [new TargetRequest(1_000 + i)] }, ContractJson.Options);
            answer.EnsureSuccessStatusCode();
            sessions.Add((await answer.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options))!.Id);
        }

        return sessions;
    }

    private static async Task ReadAsync(PublishedStack stack, List<string> sessions, Calls[] calls, int reader, CancellationToken end)
    {
        using var client = stack.NewClient();
        for (var i = reader; !end.IsCancellationRequested; i++)
        {
            var kind = i % Asked.Length;
            await calls[kind].AskAsync(client, "api/v1/" + string.Format(CultureInfo.InvariantCulture, Asked[kind].Path, sessions[i / Asked.Length % sessions.Count]), end);
        }
    }

    /// <summary>Bytes taken of downloads, four kilobytes a second.</summary>
    private static async Task<long> DownloadSlowlyAsync(PublishedStack stack, string session, CancellationToken end)
    {
        var (buffer, taken) = (new byte[4_096], 0L);
        try
        {
            using var client = stack.NewClient();
            await using var download = await client.GetStreamAsync(new Uri($"api/v1/sessions/{session}/export?format=json", UriKind.Relative), end);
            while (await download.ReadAsync(buffer, end) is > 0 and var some)
            {
                taken += some;
                await Task.Delay(TimeSpan.FromSeconds(1), end);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            // The end, or the server has shed it.
        }

        return taken;
    }

    private static void TellCalls(Calls[] calls)
    {
        var table = new Table("calls", "asked", "answered", "429", "503", "other", "failed", "median ms", "95 % ms", "longest ms");
        foreach (var one in calls)
        {
            one.Tell(table);
        }

        Console.WriteLine();
    }

    private static void TellSnapshots(CrowdSize size, MadeSampler sampler, Viewer[] viewers, bool[] stalled, long[] slow, string metrics, SessionResource[] sessions)
    {
        var table = new Table("snapshots", "number");
        table.Row("taken from the sampler", sampler.Pushed);
        table.Row("stored", sessions.Sum(static session => session.SnapshotCount));
        table.Row("not stored, as told", sessions.Sum(static session => session.LostSnapshots));
        table.Row("sent to all who watch, as the server counts", Value("damon_watch_snapshots_sent_total"));
        table.Row("lost by all who watch, as the server counts", Value("damon_watch_snapshots_lost_total"));
        table.Row($"received by {viewers.Length} viewers", viewers.Sum(static viewer => viewer.Received));
        table.Row("lost by these, as they were told", viewers.Sum(static viewer => viewer.Lost));
        table.Row("missing to these without a word", viewers.Sum(static viewer => viewer.Unaccounted));
        table.Row("viewers that were cut off", viewers.Count(static viewer => viewer.Failure is not null));
        table.Row($"of {size.Slow} that stopped reading, still connected", stalled.Count(static one => one));
        table.Row($"KiB taken by {size.Slow} slow downloads", slow.Sum() >> 10);
        Console.WriteLine();

        string Value(string name) => Regex.Match(metrics, $@"^{name} (\S+)", RegexOptions.Multiline).Groups[1].Value;
    }

    private static Regex Status() => new("\"status\":\"([a-z]+)\"");
}
