using Damon.Contracts.Rest;
using Damon.Run.Arguments;

namespace Damon.Run.Tests.Arguments;

public sealed class LookArgumentsTests : IDisposable
{
    private const int TopStatus = 41;
    private const int ReportStatus = 42;

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private LookOptions? _options;

    public static TheoryData<TargetRequest?, string[]> Targets => new()
    {
        { null, [] },
        { new TargetRequest(1234), ["--pid", "1234"] },
        { new TargetRequest(1234), ["--pid=1234"] },
        { new TargetRequest(Unit: "redis.service"), ["--unit", "redis.service"] },
        { new TargetRequest(Container: "docker 0123456789ab"), ["--container", "docker 0123456789ab"] },
        { new TargetRequest(Command: "postgres*"), ["--command", "postgres*"] },
        { new TargetRequest(Cgroup: "/a/b"), ["--cgroup", "/a/b"] },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Top_WithOrWithoutTarget_LooksAtIt(TargetRequest? target, string[] words)
    {
        Assert.Equal(TopStatus, await InvokeAsync(["top", .. words]));

        Assert.Equal(target, _options!.Target);
        Assert.Empty(_options.ServerOptions);
    }

    [Fact]
    public async Task Report_WithNothingElse_TakesThirtySecondsAndIsForPeople()
    {
        Assert.Equal(ReportStatus, await InvokeAsync("report", "--pid", "1234"));

        Assert.Equal((new TargetRequest(1234), TimeSpan.FromSeconds(30), false), (_options!.Target, _options.For, _options.AsJson));
    }

    [Theory]
    [InlineData("15s", 15)]
    [InlineData("45", 45)]
    [InlineData("5m", 300)]
    [InlineData("2min", 120)]
    [InlineData("1.5h", 5_400)]
    public async Task Report_WithPeriod_TakesThatLong(string period, int seconds)
    {
        await InvokeAsync("report", "--unit", "a.service", "--for", period, "--json");

        Assert.Equal((TimeSpan.FromSeconds(seconds), true), (_options!.For, _options.AsJson));
    }

    [Fact]
    public async Task Look_WithOptionsOfTheServer_HandsThemOn()
    {
        await InvokeAsync("top", "--Damon:Urls=http://a:1", "--pid", "1234", "--Damon:Database", "x y");

        Assert.Equal(["--Damon:Urls=http://a:1", "--Damon:Database", "x y"], _options!.ServerOptions);
    }

    [Theory]
    [InlineData("'--json' is not understood; ./run -h lists the options.", "top", "--json")]
    [InlineData("'1234' is not understood; a process is given by --pid 1234.", "top", "1234")]
    [InlineData("'redis' is not understood; ./run -h lists the options.", "report", "--pid=1", "--Damon:Urls=http://a:1", "redis")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "top", "--pid", "x")]
    [InlineData("--pid needs a process id: a number, as ps shows it.", "report", "--pid")]
    [InlineData("Give --pid once.", "top", "--pid=1", "--pid=2")]
    [InlineData("Give one of --pid, --unit, --container, --command and --cgroup, not two.", "top", "--pid=1", "--unit=a")]
    [InlineData("--unit: The name is empty; give the name of a unit of systemd, such as redis.service.", "top", "--unit", "")]
    [InlineData("Say what the report is of: ./run report with one of --pid N, --unit U, --container C and --command P.", "report")]
    [InlineData("--for is 'soon'; give a length of time such as 30s, 5m or 1h.", "report", "--pid=1", "--for", "soon")]
    [InlineData("--for is '-30s'; give a length of time such as 30s, 5m or 1h.", "report", "--pid=1", "--for=-30s")]
    [InlineData("--for is ''; give a length of time such as 30s, 5m or 1h.", "report", "--pid=1", "--for")]
    [InlineData("--for is too short: the first figures are known some ten seconds after the start. Give at least 15s.", "report", "--pid=1", "--for", "14s")]
    [InlineData("--for is too long; give at most 24h, or start a session in the browser.", "report", "--pid=1", "--for", "25h")]
    [InlineData("This looks at what runs already; start a command by ./run -- CMD, and look at it then.", "top", "--", "ls")]
    public async Task Look_WithWrongArguments_SaysWhatIsWrongAndLooksAtNothing(string sentence, params string[] words)
    {
        Assert.Equal(2, await InvokeAsync(words));

        Assert.Equal(sentence, _error.ToString().Trim());
        Assert.Null(_options);
    }

    [Theory]
    [InlineData("top", "-h")]
    [InlineData("report", "--help")]
    public async Task Look_WithHelp_PrintsTheUsage(params string[] words)
    {
        Assert.Equal(0, await InvokeAsync(words));

        Assert.Contains("./run report --pid N", _output.ToString(), StringComparison.Ordinal);
        Assert.Null(_options);
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private Task<int> InvokeAsync(params string[] words) =>
        new RunArguments(new Screen(_output, _error), _ => throw new InvalidOperationException("Nobody has asked for a run."), Keep(TopStatus), Keep(ReportStatus), _ => throw new InvalidOperationException("Nobody has asked for a backup."), _ => true)
            .InvokeAsync(words);

    private Func<LookOptions, Task<int>> Keep(int status) => options =>
    {
        _options = options;
        return Task.FromResult(status);
    };
}
