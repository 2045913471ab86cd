using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;

namespace Damon.Benchmarks;

/// <summary>A published server and sampler, as <c>./run</c> starts them, with a port and a folder of their own.</summary>
internal sealed class PublishedStack : IDisposable
{
    /// <summary>What opens the server.</summary>
    public const string Token = "a-token-for-benchmarks-only";

    private readonly string _folder = Directory.CreateTempSubdirectory("damon-benchmark-").FullName;
    private readonly List<Process> _processes = [];
    private readonly string _published;
    private readonly HttpClient _client;

    /// <param name="published">Folder with Server and Sampler in it.</param>
    /// <param name="recording">A database to begin with, copied; null for an empty one.</param>
    public PublishedStack(string published, string? recording = null)
    {
        _published = Path.GetFullPath(published);
        if (!File.Exists(Program("Server")))
        {
            throw new FileNotFoundException($"There is no published server in {_published}. Run eng/publish first.");
        }

        if (recording is not null)
        {
            File.Copy(recording, Path.Combine(_folder, "damon.db"));
        }

        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _client = new HttpClient { BaseAddress = address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Server = StartServer();
        Sampler = Start("Sampler", $"--Damon:Link:Socket={_folder}/sampler.sock");
        Until("the sampler is connected", () => _client.GetFromJsonAsync<SamplerResource[]>("api/v1/samplers", ContractJson.Options).Result is { Length: > 0 });
    }

    public Process Server { get; private set; }

    public Process Sampler { get; }

    /// <summary>Where the server answers.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Where samplers connect.</summary>
    public string Socket => Path.Combine(_folder, "sampler.sock");

    /// <summary>The repository's own publication.</summary>
    public static string Default => Path.Combine(Root(), "artifacts", "publish");

    /// <summary>The bundled workload, as a process of its own.</summary>
    public Process StartDemo() => Start("Sampler", "demo");

    public SessionResource StartSession(int pid, AttributesRequest attributes) => StartSession([pid], attributes);

    public SessionResource StartSession(IEnumerable<int> pids, AttributesRequest attributes)
        => StartSession([.. pids.Select(static pid => new TargetRequest(pid))], attributes);

    public SessionResource StartSession(IReadOnlyList<TargetRequest> targets, AttributesRequest attributes)
    {
        var request = new CreateSessionRequest { Targets = targets, Attributes = attributes };
        using var answer = _client.PostAsJsonAsync("api/v1/sessions", request, ContractJson.Options).Result;
        answer.EnsureSuccessStatusCode();
        return answer.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options).Result!;
    }

    /// <summary>Deletes a session that has ended.</summary>
    public void DeleteSession(string id) => _client.DeleteAsync(new Uri($"api/v1/sessions/{id}", UriKind.Relative)).Result.EnsureSuccessStatusCode().Dispose();

    /// <summary>A client of its own, with the token.</summary>
    public HttpClient NewClient()
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Authorization = _client.DefaultRequestHeaders.Authorization;
        return client;
    }

    /// <summary>Ends a session; what it has recorded is stored when this returns.</summary>
    public void StopSession(string id) => _client.PostAsync(new Uri($"api/v1/sessions/{id}/stop", UriKind.Relative), null).Result.EnsureSuccessStatusCode().Dispose();

    /// <summary>Imports a record; returns when it is stored.</summary>
    public SessionResource Import(string file)
    {
        using var content = new StreamContent(File.OpenRead(file));
        using var client = NewClient();
        using var answer = client.PostAsync(new Uri("api/v1/sessions/import", UriKind.Relative), content).Result;
        answer.EnsureSuccessStatusCode();
        return answer.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options).Result!;
    }

    /// <summary>Size of the history on the disk, bytes.</summary>
    public long HistoryBytes => Directory.GetFiles(_folder, "damon.db*").Sum(static file => new FileInfo(file).Length);

    /// <summary>Kills the server as a power cut would, and starts it anew.</summary>
    public void KillServer()
    {
        Server.Kill();
        Server.WaitForExit();
        _processes.Remove(Server);
        Server.Dispose();
        Server = StartServer();
    }

    /// <summary>The file that everything is recorded in.</summary>
    public string Database => Path.Combine(_folder, "damon.db");

    /// <summary>What is said of a session.</summary>
    public SessionResource Session(string id) => _client.GetFromJsonAsync<SessionResource>($"api/v1/sessions/{id}", ContractJson.Options).Result!;

    /// <summary>A session's download.</summary>
    public byte[] Export(string id, string format) => _client.GetByteArrayAsync(new Uri($"api/v1/sessions/{id}/export?format={format}", UriKind.Relative)).Result;

    /// <summary>Id of the newest session.</summary>
    public string NewestSession() => _client.GetFromJsonAsync<SessionResource[]>("api/v1/sessions", ContractJson.Options).Result![0].Id;

    /// <summary>What to open in a browser.</summary>
    public string Page(string path) => $"{_client.BaseAddress}{path}?token={Token}";

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(_processes))
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>CPU time a process has used so far.</summary>
    public static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Damon.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the benchmarks from within the repository.");
        }

        return folder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void Until(string what, Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (condition())
                {
                    return;
                }
            }
            catch (AggregateException) when (watch.Elapsed < TimeSpan.FromSeconds(60))
            {
                // Not yet listening.
            }

            if (watch.Elapsed > TimeSpan.FromSeconds(60))
            {
                throw new TimeoutException($"After a minute it is still not so that {what}.");
            }

            Thread.Sleep(100);
        }
    }

    private Process StartServer()
    {
        var server = Start("Server", $"--Damon:Urls={_client.BaseAddress}", $"--Damon:Database={_folder}/damon.db", $"--Damon:Link:Socket={_folder}/sampler.sock");
        Until("the server answers", () => _client.GetAsync(new Uri("health", UriKind.Relative)).Result.IsSuccessStatusCode);
        return server;
    }

    private string Program(string name) => Path.Combine(_published, name, string.Create(CultureInfo.InvariantCulture, $"Damon.{name}.dll"));

    private Process Start(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program(name), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Damon__Auth__Token"] = Token;
        if (name == "Server")
        {
            // As it is started everywhere else.
            start.Environment["MALLOC_ARENA_MAX"] = "2";
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);
        return process;
    }
}
