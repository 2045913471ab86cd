using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

/// <summary><c>./run</c> with a port, a database and logs of its own.</summary>
internal sealed class RunCommand : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _temporary;

    public RunCommand(params string[] arguments)
    {
        var data = _folder.FolderForAll("data");
        _temporary = _folder.FolderForAll("temporary");
        Port = Ports.Free();
        Program = new RunningProgram(Repository.PathOf("run"),
            [$"--Damon:Urls=http://127.0.0.1:{Port}", $"--Damon:Database={data}/damon.db", .. arguments],
            new Dictionary<string, string>
            {
                ["XDG_STATE_HOME"] = _folder.Folder("state"),
                ["TMPDIR"] = _temporary,
                ["Damon__Auth__Token"] = DamonStack.Token,
            });
        Api = new DamonApi(new Uri($"http://127.0.0.1:{Port}/"), DamonStack.Token);
    }

    public int Port { get; }

    public RunningProgram Program { get; }

    public DamonApi Api { get; }

    /// <summary>Private directories of runs that are still there.</summary>
    public string[] RuntimeDirectories => Directory.GetDirectories(_temporary, "damon.*");

    /// <summary>What it printed as the page of the session it has started.</summary>
    public async Task<Uri> SessionPageAsync()
    {
        var line = await Program.WaitForLineAsync("/sessions/", TimeSpan.FromMinutes(3));
        return new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..]);
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        Api.Dispose();
        _folder.Dispose();
    }
}
