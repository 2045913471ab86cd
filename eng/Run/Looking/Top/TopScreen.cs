using System.Globalization;
using Damon.Run.Looking.Figures;
using Damon.Run.Looking.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Top;

/// <summary>What <c>./run top</c> shows at one moment.</summary>
/// <param name="zone">Zone of clock times.</param>
internal sealed class TopScreen(TimeZoneInfo zone)
{
    private const int TableAtLeast = 3;

    /// <summary>The whole screen, not higher than there is room.</summary>
    /// <param name="moment">The figures; null before the first answer.</param>
    /// <param name="view">What a person has chosen.</param>
    /// <param name="sessions">How many sessions are looked at.</param>
    /// <param name="remark">What is amiss; null when nothing is.</param>
    /// <param name="room">Width, height, characters.</param>
    /// <param name="keys">Whether keys are read.</param>
    public IRenderable Of(LookMoment? moment, TopView view, int sessions, string? remark, TableRoom room, bool keys)
    {
        var head = new List<IRenderable>();
        if (moment is null)
        {
            head.Add(Line("Asking the server", room, Style.Plain));
        }
        else
        {
            head.Add(Line(Title(moment, view, sessions, room), room, new Style(decoration: Decoration.Bold)));
            head.Add(Headline.Of(moment, room));
            if (moment.Whole is null)
            {
                head.Add(Line("The first figures come some ten seconds after the start of monitoring.", room, Style.Plain));
            }
        }

        if (remark is not null)
        {
            head.Add(new Text(Printable.Of(remark), new Style(Color.Red)));
        }

        Text[] foot = keys ? [Line(Keys(moment, sessions), room, new Style(decoration: Decoration.Dim))] : [];
        if (moment?.Whole is null)
        {
            return new Rows([.. head, .. foot]);
        }

        var left = room.Height - head.Sum(part => HeightOf(part, room.Width)) - 1 - foot.Length;
        return new Rows([.. head, Text.Empty, Table(moment, view, room with { Height = Math.Max(TableAtLeast, left) }), .. foot]);
    }

    private static IRenderable Table(LookMoment moment, TopView view, TableRoom room)
    {
        var byProcess = view.ByProcess && moment.Processes.Count > 0;
        var lines = byProcess ? UseLines.OfProcesses(moment) : UseLines.OfMappings(moment);
        var title = !byProcess ? "mapping"
            : moment.ProcessesLeftOut == 0 ? "process"
            : string.Create(CultureInfo.InvariantCulture, $"process (the biggest {moment.Processes.Count} of {moment.Processes.Count + moment.ProcessesLeftOut})");
        return UseTable.Of(title, UseLines.Sort(lines, view.Order), view.Order, room);
    }

    private static string Keys(LookMoment? moment, int sessions) => string.Join("  ",
    [
        "q quit", "s order:", "h holds", "n needs", "i idle", "a name",
        .. moment is { Processes.Count: > 0 } ? ["m process/mapping"] : Array.Empty<string>(),
        .. sessions > 1 ? ["tab next session"] : Array.Empty<string>(),
    ]);

    private static int HeightOf(IRenderable part, int width)
    {
        // Measured as it will be drawn: sentences wrap.
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        console.Write(part);
        return writer.ToString().TrimEnd('\n').Count(character => character == '\n') + 1;
    }

    private static Text Line(string text, TableRoom room, Style style) => new(Names.Beginning(text, room.Width, room.Unicode), style);

    private string Title(LookMoment moment, TopView view, int sessions, TableRoom room)
    {
        var dot = room.Unicode ? " · " : " - ";
        string[] parts =
        [
            .. sessions > 1 ? [string.Create(CultureInfo.InvariantCulture, $"{view.Session + 1}/{sessions}")] : Array.Empty<string>(),
            .. moment.AtUs is { } at ? [UseText.Clock(at, zone)] : Array.Empty<string>(),
            .. moment.Targets.Count == 1 ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"{moment.Targets.Count} processes") },
            moment.Targets is [var only] && moment.Session.Targets.Count > 1
                ? string.Create(CultureInfo.InvariantCulture, $"{Printable.Of(only.Name)} ({only.Pid})")
                : Printable.Of(moment.Session.Name),
        ];
        return string.Join(dot, parts);
    }
}
