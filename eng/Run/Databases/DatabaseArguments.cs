using System.CommandLine;
using System.CommandLine.Help;
using Damon.Run.Arguments;

namespace Damon.Run.Databases;

/// <summary>The command lines of <c>./run backup FILE</c> and <c>./run check-database</c>.</summary>
internal static class DatabaseArguments
{
    /// <summary>The first words, and what is parsed behind them.</summary>
    /// <param name="run">Is called when nothing is wrong.</param>
    public static IEnumerable<KeyValuePair<string, RootCommand>> All(Func<DatabaseOptions, Task<int>> run)
    {
        var backup = Command();
        var file = new Argument<string?>("file") { Arity = ArgumentArity.ZeroOrOne };
        backup.Arguments.Add(file);
        backup.SetAction((parsed, _) => run(new DatabaseOptions(["backup", Require(parsed.GetValue(file))], OptionTexts.ServerOptions(parsed))));
        var check = Command();
        check.SetAction((parsed, _) => run(new DatabaseOptions(["check-database"], OptionTexts.ServerOptions(parsed))));
        return [new("backup", backup), new("check-database", check)];
    }

    private static RootCommand Command()
    {
        var command = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        command.Directives.Clear();
        command.Options.Clear();
        command.Options.Add(new HelpOption("--help", "-h") { Action = new UsageAction() });
        return command;
    }

    private static string Require(string? file) => file is { Length: > 0 } && !file.StartsWith("--", StringComparison.Ordinal)
        ? Path.GetFullPath(file)
        : throw OptionTexts.Wrong("Say where the backup goes: ./run backup FILE");
}
