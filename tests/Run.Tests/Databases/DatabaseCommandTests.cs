using System.Collections;
using Damon.Run.Accounts;
using Damon.Run.Arguments;
using Damon.Run.Databases;
using Damon.Run.Machine;

namespace Damon.Run.Tests.Databases;

public sealed class DatabaseCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private DatabaseOptions? _asked;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Backup_WithAFileAndSettings_HandsBothToTheServer()
    {
        Assert.Equal(7, await InvokeAsync("backup", "/a/b.db", "--Damon:Database=/x.db"));

        Assert.Equal(["backup", "/a/b.db"], _asked!.Words);
        Assert.Equal(["--Damon:Database=/x.db"], _asked.ServerOptions);
    }

    [Fact]
    public async Task CheckDatabase_NeedsNothing()
    {
        Assert.Equal(7, await InvokeAsync("check-database"));

        Assert.Equal(["check-database"], _asked!.Words);
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("backup", "--Damon:Database=/x.db")]
    [InlineData("backup", "/a", "/b")]
    [InlineData("check-database", "/a")]
    public async Task NotUnderstood_IsRefused(params string[] arguments)
    {
        Assert.Equal(2, await InvokeAsync(arguments));

        Assert.NotEqual("", _error.ToString());
        Assert.Null(_asked);
    }

    [Fact]
    public void Words_OfRootsRun_AreOfTheServersDatabaseUnlessAnotherIsGiven()
    {
        var command = new DatabaseCommand(new Layout("/damon", "/bin/dotnet", "/logs"), new Hashtable());

        Assert.Equal(
            ["env", "-u", "XDG_DATA_HOME", "-u", "XDG_RUNTIME_DIR", "HOME=/var/lib/damon", "/bin/dotnet", "/damon/artifacts/publish/Server/Damon.Server.dll", "backup", "/f", "--Damon:Database=/var/lib/damon/damon.db"],
            command.Words(new DatabaseOptions(["backup", "/f"], []), Account.Server));
        Assert.Equal("--Damon:Database=/x", command.Words(new DatabaseOptions(["check-database"], ["--Damon:Database=/x"]), Account.Server)[^1]);
        Assert.Equal(["/bin/dotnet", "/damon/artifacts/publish/Server/Damon.Server.dll", "check-database"], command.Words(new DatabaseOptions(["check-database"], []), null));
    }

    private Task<int> InvokeAsync(params string[] arguments)
    {
        Func<LookOptions, Task<int>> noLook = static _ => throw new InvalidOperationException("Nobody has asked for a look.");
        var command = new RunArguments(new Screen(_output, _error), static _ => throw new InvalidOperationException("Nobody has asked for a run."), noLook, noLook, options =>
        {
            _asked = options;
            return Task.FromResult(7);
        }, static _ => true);
        return command.InvokeAsync(arguments);
    }
}
