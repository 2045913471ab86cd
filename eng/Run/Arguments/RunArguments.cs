using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.ComponentModel;
using System.Globalization;

namespace Damon.Run.Arguments;

/// <summary>The command line of <c>./run</c>: one root command today. What is not known here is the server's.</summary>
internal sealed class RunArguments
{
    private static readonly ParserConfiguration Verbatim = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    // Both may be repeated for the parser: that two are given is for the reader below to say.
    private readonly Option<string[]> _pid = new("--pid") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _demo = new("--demo") { Arity = ArgumentArity.Zero };
    private readonly RootCommand _root = new() { TreatUnmatchedTokensAsErrors = false };
    private readonly Screen _screen;
    private readonly Func<int, bool> _processExists;

    /// <summary>A command line that calls <paramref name="run"/>, which answers the exit status, when nothing is wrong with it.</summary>
    public RunArguments(Screen screen, Func<RunOptions, Task<int>> run, Func<int, bool> processExists)
    {
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
        var parsed = _root.Parse(arguments, Verbatim);
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
            > 1 => throw Wrong("Give one of --pid N, --demo and -- CMD, not two."),
            _ when pid is not null => new MonitorChoice.Existing(ReadPid(pid)),
            _ when !hasCommand => new MonitorChoice.Demo(),
            _ when words.Count > 0 => new MonitorChoice.Command(words),
            _ => throw Wrong("After -- the command to monitor is missing: ./run -- CMD ARGS"),
        };
    }

    private int ReadPid(OptionResult given)
    {
        var text = given.Tokens is [var token] ? token.Value : "";
        if (text is "" || text[0] == '0' || !text.All(char.IsAsciiDigit))
        {
            throw Wrong("--pid needs a process id: a number, as ps shows it.");
        }

        return int.TryParse(text, CultureInfo.InvariantCulture, out var pid) && _processExists(pid)
            ? pid
            : throw Wrong($"There is no process {text}; ps -e lists those that run.");
    }

    private static RunFailure Wrong(string sentence) => new(RunFailure.WrongArguments, sentence);
}
