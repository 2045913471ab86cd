using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.ComponentModel;
using System.Globalization;
using Damon.Run.Databases;

namespace Damon.Run.Arguments;

/// <summary>
/// The command line of <c>./run</c>: the run itself, or by its first word a look at what is monitored, or something done with what is recorded. What is not known here
/// is the server's.
/// </summary>
internal sealed class RunArguments
{
    private static readonly ParserConfiguration Verbatim = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    // Both may be repeated for the parser: that two are given is for the reader below to say.
    private readonly Option<string[]> _pid = OptionTexts.Option("--pid");
    private readonly Option<bool> _demo = new("--demo") { Arity = ArgumentArity.Zero };
    private readonly RootCommand _root = new() { TreatUnmatchedTokensAsErrors = false };
    private readonly Dictionary<string, RootCommand> _words;
    private readonly Screen _screen;
    private readonly Func<int, bool> _processExists;

    /// <summary>A command line that calls one of these, which answers the exit status, when nothing is wrong with it.</summary>
    public RunArguments(
        Screen screen, Func<RunOptions, Task<int>> run, Func<LookOptions, Task<int>> top, Func<LookOptions, Task<int>> report, Func<DatabaseOptions, Task<int>> database, Func<int, bool> processExists)
    {
        _words = new(StringComparer.Ordinal) { ["top"] = LookArguments.Top(top).Command, ["report"] = LookArguments.Report(report).Command };
        foreach (var (word, command) in DatabaseArguments.All(database))
        {
            _words[word] = command;
        }

        _screen = screen;
        _processExists = processExists;
        // Without --version, /h and [suggest]: they would be taken from the server.
        _root.Directives.Clear();
        _root.Options.Clear();
        _root.Options.Add(new HelpOption("--help", "-h") { Action = new UsageAction() });
        _root.Options.Add(_pid);
        _root.Options.Add(_demo);
        _root.SetAction((parsed, _) => run(Read(parsed)));
    }

    /// <summary>Does what <paramref name="arguments"/> ask for; the exit status.</summary>
    public async Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        var first = _words.GetValueOrDefault(arguments is [var word, ..] ? word : "");
        var parsed = first?.Parse([.. arguments.Skip(1)], Verbatim) ?? _root.Parse(arguments, Verbatim);
        if (parsed.Errors is [var error, ..])
        {
            _screen.Complain(error.Message);
            return RunFailure.WrongArguments;
        }

        try
        {
            // Signals are ours: the library's own handling would end this process before its children.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = _screen.Output,
                Error = _screen.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (RunFailure failure)
        {
            _screen.Complain(failure.Message);
            return failure.Status;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception)
        {
            // A folder that cannot be made, a program that cannot be started: the system's words tell which.
            _screen.Complain(failure.Message);
            return RunFailure.Failed;
        }
    }

    private RunOptions Read(ParseResult parsed)
    {
        var words = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Select(token => token.Value).ToList();
        return new RunOptions(ReadMonitor(parsed, words), [.. parsed.UnmatchedTokens.SkipLast(words.Count)]);
    }

    private MonitorChoice ReadMonitor(ParseResult parsed, List<string> words)
    {
        var hasCommand = parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash);
        var pid = parsed.GetResult(_pid);
        var demos = parsed.GetResult(_demo)?.IdentifierTokenCount ?? 0;
        return ((pid?.IdentifierTokenCount ?? 0) + demos + (hasCommand ? 1 : 0)) switch
        {
            0 => new MonitorChoice.Nothing(),
            > 1 => throw OptionTexts.Wrong("Give one of --pid N, --demo and -- CMD, not two."),
            _ when pid is not null => new MonitorChoice.Existing(ReadPid(pid)),
            _ when !hasCommand => new MonitorChoice.Demo(),
            _ when words.Count > 0 => new MonitorChoice.Command(words),
            _ => throw OptionTexts.Wrong("After -- the command to monitor is missing: ./run -- CMD ARGS"),
        };
    }

    private int ReadPid(OptionResult given)
    {
        var pid = OptionTexts.Pid(given.Tokens is [var token] ? token.Value : "");
        return _processExists(pid) ? pid : throw OptionTexts.NoProcess(pid.ToString(CultureInfo.InvariantCulture));
    }
}
