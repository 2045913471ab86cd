using Damon.Run.Arguments;
using Damon.Run.Databases;

namespace Damon.Run.Tests.Arguments;

public sealed class RunArgumentsTests : IDisposable
{
    private const int RunningProcess = 1234;
    private const int Answer = 42;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private RunOptions? _options;

    [Fact]
    public async Task Invoke_WithNothing_MonitorsNothingAndAnswersTheStatusOfTheRun()
    {
        var status = await InvokeAsync();

        Assert.Equal(Answer, status);
        Assert.IsType<MonitorChoice.Nothing>(_options!.Monitor);
        Assert.Empty(_options.ServerOptions);
    }

    [Theory]
    [InlineData("--pid", "1234")]
    [InlineData("--pid=1234")]
    public async Task Invoke_WithPid_MonitorsThatProcess(params string[] arguments)
    {
        await InvokeAsync(arguments);

        Assert.Equal(new MonitorChoice.Existing(RunningProcess), _options!.Monitor);
    }

    [Fact]
    public async Task Invoke_WithDemo_MonitorsTheDemo()
    {
        await InvokeAsync("--demo");

        Assert.IsType<MonitorChoice.Demo>(_options!.Monitor);
    }

    [Fact]
    public async Task Invoke_WithCommand_KeepsItsWordsAsTheyAre()
    {
        string[] command = ["ls", "-l", "--pid", "3", "--demo", "-h", "--", "", "@file", "a b"];

        await InvokeAsync(["--", .. command]);

        Assert.Equal(command, Assert.IsType<MonitorChoice.Command>(_options!.Monitor).Words);
        Assert.Empty(_options.ServerOptions);
    }

    [Fact]
    public async Task Invoke_WithUnknownWords_HandsThemToTheServerInOrder()
    {
        await InvokeAsync("--Damon:Database", "x y", "--demo", "--Damon:Urls=http://a:1", "--version", "/h", "-?", "-abc", "@file", "plain", "", "--Damon:Auth:Token=");

        Assert.Equal(
            ["--Damon:Database", "x y", "--Damon:Urls=http://a:1", "--version", "/h", "-?", "-abc", "@file", "plain", "", "--Damon:Auth:Token="],
            _options!.ServerOptions);
    }

    [Theory]
    [InlineData("--Damon:Database", "top")]
    [InlineData("--", "report")]
    public async Task Invoke_WordOfALookElsewhereThanInFront_IsNoLook(params string[] arguments)
    {
        await InvokeAsync(arguments);

        Assert.NotNull(_options);
    }

    [Fact]
    public async Task Invoke_WithServerOptionsAndCommand_KeepsThemApart()
    {
        await InvokeAsync("--Damon:Urls=http://a:1", "--", "ls", "--Damon:Urls=http://b:1");

        Assert.Equal(["--Damon:Urls=http://a:1"], _options!.ServerOptions);
    }

    [Theory]
    [InlineData("-h")]
    [InlineData("--help")]
    [InlineData("--pid", "x", "-h")]
    public async Task Invoke_WithHelp_PrintsTheUsageAndRunsNothing(params string[] arguments)
    {
        var status = await InvokeAsync(arguments);

        Assert.Equal(0, status);
        Assert.StartsWith("./run                 start server and sampler", _output.ToString(), StringComparison.Ordinal);
        Assert.Null(_options);
    }

    [Theory]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid=")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid", "x")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid", "0")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid", "-5")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "--pid", "--Damon:Urls=http://a:1")]
    [InlineData("There is no process 4321; ps -e lists those that run.", "--pid", "4321")]
    [InlineData("There is no process 99999999999; ps -e lists those that run.", "--pid=99999999999")]
    [InlineData("Give one of --pid N, --demo and -- CMD, not two.", "--demo", "--pid=1234")]
    [InlineData("Give one of --pid N, --demo and -- CMD, not two.", "--demo", "--demo")]
    [InlineData("Give one of --pid N, --demo and -- CMD, not two.", "--pid=1234", "--pid=1234")]
    [InlineData("Give one of --pid N, --demo and -- CMD, not two.", "--demo", "--", "ls")]
    [InlineData("After -- the command to monitor is missing: ./run -- CMD ARGS", "--")]
    public async Task Invoke_WithWrongArguments_SaysWhatIsWrongAndRunsNothing(string sentence, params string[] arguments)
    {
        var status = await InvokeAsync(arguments);

        Assert.Equal(2, status);
        Assert.Equal(sentence, _error.ToString().Trim());
        Assert.Null(_options);
    }

    [Fact]
    public async Task Invoke_RunFails_PrintsTheSentenceAndAnswersItsStatus()
    {
        var arguments = new RunArguments(new Screen(_output, _error), _ => throw new RunFailure(RunFailure.Failed, "No room."), Unexpected, Unexpected, NoDatabase, _ => true);

        Assert.Equal(1, await arguments.InvokeAsync([]));
        Assert.Equal("No room.", _error.ToString().Trim());
    }

    [Fact]
    public async Task Invoke_SystemRefuses_PrintsItsWordsAndFails()
    {
        var arguments = new RunArguments(new Screen(_output, _error), _ => throw new UnauthorizedAccessException("Access is denied."), Unexpected, Unexpected, NoDatabase, _ => true);

        Assert.Equal(1, await arguments.InvokeAsync([]));
        Assert.Equal("Access is denied.", _error.ToString().Trim());
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private static Task<int> Unexpected(LookOptions options) => throw new InvalidOperationException("Nobody has asked for a look.");

    private static Task<int> NoDatabase(DatabaseOptions options) => throw new InvalidOperationException("Nobody has asked for the database.");

    private Task<int> InvokeAsync(params string[] arguments)
    {
        var command = new RunArguments(new Screen(_output, _error), options =>
        {
            _options = options;
            return Task.FromResult(Answer);
        }, Unexpected, Unexpected, NoDatabase, pid => pid == RunningProcess);
        return command.InvokeAsync(arguments);
    }
}
