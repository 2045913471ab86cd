using CliWrap;
using CliWrap.Buffered;
using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

/// <summary><c>./run top</c> and <c>./run report</c> with a port, a database and a state of their own.</summary>
internal sealed class LookCommand : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;
    private readonly string _temporary;

    public LookCommand()
    {
        _data = _folder.FolderForAll("data");
        _temporary = _folder.FolderForAll("temporary");
        State = _folder.Folder("state");
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}/");
    }

    public Uri Address { get; }

    public string State { get; }

    public string TokenFile => Path.Combine(State, "damon", "token");

    public string Database => $"{_data}/damon.db";

    /// <summary>Private folders of servers that are still there.</summary>
    public string[] RuntimeFolders => Directory.GetDirectories(_temporary, "damon.*");

    /// <summary>The words of a command that looks at the server at <paramref name="address"/>, or at one of its own.</summary>
    public string[] Words(Uri? address, params string[] words) =>
        [Repository.PathOf("run"), .. words, $"--Damon:Urls={(address ?? Address).ToString().TrimEnd('/')}", $"--Damon:Database={Database}"];

    /// <summary>Its variables; <paramref name="token"/> null leaves it to the one that is kept.</summary>
    public Dictionary<string, string?> Variables(string? token) => new()
    {
        ["XDG_STATE_HOME"] = State,
        ["TMPDIR"] = _temporary,
        ["LC_ALL"] = "C.UTF-8",
        ["Damon__Auth__Token"] = token,
    };

    /// <summary>Runs one to its end.</summary>
    public async Task<BufferedCommandResult> RunAsync(Uri? address, string? token, params string[] words)
    {
        var all = Words(address, words);
        return await Cli.Wrap(all[0]).WithArguments(all[1..]).WithEnvironmentVariables(Variables(token)).WithWorkingDirectory(Repository.Root)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();
}
