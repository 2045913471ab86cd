using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Damon.Run.Looking.Terminal;

/// <summary>Standard output for the library that draws, through the writer of this program.</summary>
/// <param name="writer">The writer.</param>
/// <param name="isTerminal">Whether it is a terminal.</param>
internal sealed class TerminalOutput(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
{
    /// <summary>Columns where nothing tells.</summary>
    private const int StandardWidth = 80;

    private const int StandardHeight = 24;
    private const int LeastWidth = 20;

    // The first that is set counts, as for the C library.
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    // Asked anew every time: a terminal's size changes.

    /// <inheritdoc/>
    public int Width => Math.Max(LeastWidth, isTerminal ? Or(Console.WindowWidth, StandardWidth) : Or(FromEnvironment(), StandardWidth));

    /// <inheritdoc/>
    public int Height => isTerminal ? Or(Console.WindowHeight, StandardHeight) : StandardHeight;

    /// <summary>A console to draw on for <paramref name="screen"/>'s standard output.</summary>
    public static IAnsiConsole ConsoleOf(Screen screen)
    {
        var output = new TerminalOutput(screen.Output, !Console.IsOutputRedirected);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = output.IsTerminal && !Console.IsInputRedirected ? InteractionSupport.Yes : InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = SpeaksUtf8();
        return console;
    }

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // The writer's is fixed: UTF-8.
    }

    private static bool SpeaksUtf8()
    {
        var locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
        return locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("utf8", StringComparison.OrdinalIgnoreCase);
    }

    private static int FromEnvironment() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), CultureInfo.InvariantCulture, out var columns) ? columns : 0;

    private static int Or(int size, int standard) => size > 0 ? size : standard;
}
