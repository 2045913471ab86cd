using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Damon.Run.Arguments;

/// <summary>How the options of this program are told apart from those of the server.</summary>
internal static class OptionTexts
{
    /// <summary>An option with a text. It may be repeated for the parser: that it is given twice is for the reader to say.</summary>
    public static Option<string[]> Option(string name) => new(name) { Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The text of a given option; null when it is not there, empty when its text is missing.</summary>
    /// <exception cref="RunFailure">It is given twice.</exception>
    public static string? TextOf(ParseResult parsed, Option<string[]> option) => parsed.GetResult(option) switch
    {
        null => null,
        { IdentifierTokenCount: > 1 } => throw Wrong($"Give {option.Name} once."),
        { Tokens: [var token] } => token.Value,
        _ => "",
    };

    /// <summary>The process id in what was given with <c>--pid</c>.</summary>
    /// <exception cref="RunFailure">It is none.</exception>
    public static int Pid(string text) =>
        text is not "" && text[0] != '0' && text.All(char.IsAsciiDigit)
            ? int.TryParse(text, CultureInfo.InvariantCulture, out var pid) ? pid : throw NoProcess(text)
            : throw Wrong("--pid needs a process id: a number, as ps shows it.");

    /// <summary>There is no process of this id.</summary>
    public static RunFailure NoProcess(string pid) => Wrong($"There is no process {pid}; ps -e lists those that run.");

    /// <summary>The command line must be changed.</summary>
    public static RunFailure Wrong(string sentence) => new(RunFailure.WrongArguments, sentence);

    /// <summary>Requires that what nobody knows here is the server's: <c>--Section:Key=value</c>, or <c>--Section:Key</c> and its value.</summary>
    /// <exception cref="RunFailure">It is not.</exception>
    public static IReadOnlyList<string> ServerOptions(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
        {
            throw Wrong("This looks at what runs already; start a command by ./run -- CMD, and look at it then.");
        }

        var takesValue = false;
        foreach (var word in parsed.UnmatchedTokens)
        {
            var isKey = word.StartsWith("--", StringComparison.Ordinal) && word.Contains(':', StringComparison.Ordinal);
            if (!isKey && !takesValue)
            {
                throw Wrong(word.All(char.IsAsciiDigit) && word is not ""
                    ? $"'{word}' is not understood; a process is given by --pid {word}."
                    : $"'{word}' is not understood; ./run -h lists the options.");
            }

            takesValue = isKey && !word.Contains('=', StringComparison.Ordinal);
        }

        return [.. parsed.UnmatchedTokens];
    }
}
