using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

/// <summary><c>./run</c> with a port, a database and logs of its own.</summary>
internal sealed class RunCommand : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _temporary;

    public RunCommand(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    /// <param name="variables">Variables it gets beside ours.</param>
    /// <param name="arguments">Its own.</param>
    public RunCommand(IReadOnlyDictionary<string, string> variables, string[] arguments)
    {
        var data = _folder.FolderForAll("data");
        _temporary = _folder.FolderForAll("temporary");
        Port = Ports.Free();
        // As from a terminal, it leads its group.
        Program = new RunningProgram("setsid",
            [Repository.PathOf("run"), $"--Damon:Urls=http://127.0.0.1:{Port}", $"--Damon:Database={data}/damon.db", .. arguments],
            new Dictionary<string, string>(variables)
            {
                ["XDG_STATE_HOME"] = _folder.Folder("state"),
                ["TMPDIR"] = _temporary,
                // As it is for people: what is left behind then shows.
                ["DOTNET_EnableDiagnostics"] = "1",
                ["Damon__Auth__Token"] = DamonStack.Token,
            });
        Api = new DamonApi(new Uri($"http://127.0.0.1:{Port}/"), DamonStack.Token);
    }

    public int Port { get; }

    public RunningProgram Program { get; }

    public DamonApi Api { get; }

    /// <summary>The process that is this part of the run.</summary>
    public int PidOf(string program) => Processes.DotNetOf(Program.Pid, program);

    /// <summary>Private directories of runs that are still there.</summary>
    public string[] RuntimeDirectories => Directory.GetDirectories(_temporary, "damon.*");

    /// <summary>What .NET leaves for debuggers.</summary>
    public string[] RuntimeSockets => Directory.GetFiles(_temporary);

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
