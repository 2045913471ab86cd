using System.CommandLine;
using System.CommandLine.Help;

namespace Damon.Run.Arguments;

/// <summary>The command lines of <c>./run top</c> and <c>./run report</c>.</summary>
internal sealed class LookArguments
{
    private static readonly TimeSpan StandardPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(1);

    private readonly TargetOptions _target = new();
    private readonly Option<string[]> _for = OptionTexts.Option("--for");
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    private LookArguments()
    {
        Command = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        Command.Directives.Clear();
        Command.Options.Clear();
        Command.Options.Add(new HelpOption("--help", "-h") { Action = new UsageAction() });
        _target.AddTo(Command);
    }

    /// <summary>What is parsed.</summary>
    public RootCommand Command { get; }

    /// <summary><c>./run top</c>, which calls <paramref name="run"/>.</summary>
    public static LookArguments Top(Func<LookOptions, Task<int>> run)
    {
        var arguments = new LookArguments();
        arguments.Command.SetAction((parsed, _) => run(new LookOptions(arguments._target.Read(parsed), OptionTexts.ServerOptions(parsed))));
        return arguments;
    }

    /// <summary><c>./run report</c>, which calls <paramref name="run"/>.</summary>
    public static LookArguments Report(Func<LookOptions, Task<int>> run)
    {
        var arguments = new LookArguments();
        arguments.Command.Options.Add(arguments._for);
        arguments.Command.Options.Add(arguments._json);
        arguments.Command.SetAction((parsed, _) => run(arguments.ReadReport(parsed)));
        return arguments;
    }

    private LookOptions ReadReport(ParseResult parsed)
    {
        var target = _target.Read(parsed)
            ?? throw OptionTexts.Wrong("Say what the report is of: ./run report with one of --pid N, --unit U, --container C and --command P.");
        return new LookOptions(target, OptionTexts.ServerOptions(parsed))
        {
            For = OptionTexts.TextOf(parsed, _for) is { } text ? ReadPeriod(text) : StandardPeriod,
            AsJson = parsed.GetValue(_json),
        };
    }

    private static TimeSpan ReadPeriod(string text) => Period.Read(text) switch
    {
        null => throw OptionTexts.Wrong($"--for is '{text}'; give a length of time such as 30s, 5m or 1h."),
        { } period when period < ShortestPeriod => throw OptionTexts.Wrong("--for is too short: the first figures are known some ten seconds after the start. Give at least 15s."),
        { } period when period > LongestPeriod => throw OptionTexts.Wrong("--for is too long; give at most 24h, or start a session in the browser."),
        { } period => period,
    };
}
