using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.PicturePages;
using Damon.Client.Tables.Mappings;
using Damon.Model.Idle;

namespace Damon.Client.Views;

/// <summary>The part of the view that the page's address holds: reload, back and share give the same picture.</summary>
public sealed record ViewSettings
{
    private const long Second = 1_000_000;

    /// <summary>Lengths of time a live picture can show, microseconds.</summary>
    public static IReadOnlyList<long> Windows { get; } = [15 * Second, 60 * Second, 300 * Second, 900 * Second, 3_600 * Second];

    /// <summary>How values become colours.</summary>
    public CellShading Shading { get; init; } = new() { Automatic = true };

    /// <summary>What the lines show.</summary>
    public LineKind Lines { get; init; }

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs { get; init; } = 60 * Second;

    /// <summary>Index of the target shown.</summary>
    public int Target { get; init; }

    /// <summary>Memory not accessed for this long counts as idle, seconds.</summary>
    public int IdleSeconds { get; init; } = IdleThresholds.Default;

    /// <summary>Memory is needed when it was accessed within this time, seconds; one of <see cref="IdleScale.AgesS"/>.</summary>
    public int NeedSeconds { get; init; } = 60;

    /// <summary>Whether the target shown is told of alone where several could be taken together.</summary>
    public bool Alone { get; init; }

    /// <summary>A memory limit to be tried on what was recorded, bytes; null for none.</summary>
    public long? WhatIfBytes { get; init; }

    /// <summary>Left edge of the view, Unix microseconds; null follows a running session, and shows all of a recording.</summary>
    public long? FromUs { get; init; }

    /// <summary>Right edge of the view, Unix microseconds; null as for <see cref="FromUs"/>.</summary>
    public long? ToUs { get; init; }

    /// <summary>Lowest address of a zoomed view; null shows all.</summary>
    public ulong? Low { get; init; }

    /// <summary>One past the highest address of a zoomed view; null shows all.</summary>
    public ulong? High { get; init; }

    /// <summary>Play head, Unix microseconds; null at the end.</summary>
    public long? AtUs { get; init; }

    /// <summary>The selection's times and addresses; null when nothing is selected.</summary>
    public SelectedArea? Selection { get; init; }

    /// <summary>Reads an address's query; what is missing or wrong keeps its default.</summary>
    /// <param name="query">With or without its question mark.</param>
    public static ViewSettings Parse(string query)
    {
        var values = new ViewQuery(query);
        var defaults = new ViewSettings();
        var part = values.ReadPart(ViewQuery.Number);
        var time = part is { FromUs: not null, ToUs: not null };
        return new ViewSettings
        {
            Shading = values.ReadShading(automatic: true),
            Lines = values.Read("line", ViewQuery.Choice<LineKind>) ?? LineKind.Memory,
            WindowUs = Windows.FirstOrDefault(w => w == values.Read("window", ViewQuery.Number) * Second, defaults.WindowUs),
            Target = (int)Math.Clamp(values.Read("target", ViewQuery.Number) ?? 0, 0, 1_000),
            IdleSeconds = IdleThresholds.Choices.FirstOrDefault(s => s == values.Read("idle", ViewQuery.Number), defaults.IdleSeconds),
            NeedSeconds = IdleScale.AgesS.FirstOrDefault(s => s == values.Read("need", ViewQuery.Number), defaults.NeedSeconds),
            Alone = values.Read("alone", ViewQuery.Number) == 1,
            WhatIfBytes = values.Read("limit", ViewQuery.Number) is > 0 and var limit ? limit : null,
            FromUs = time ? part.FromUs : null,
            ToUs = time ? part.ToUs : null,
            Low = part.Low,
            High = part.High,
            AtUs = values.Read("at", ViewQuery.Number),
            Selection = SelectedArea.Parse(values["select"]),
        };
    }

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query()
    {
        var defaults = new ViewSettings();
        return new Dictionary<string, object?>(
        [
            .. ViewQuery.Of(Shading, automatic: true),
            new("line", Lines == LineKind.Memory ? null : ViewQuery.Text(Lines)),
            new("window", WindowUs == defaults.WindowUs ? null : Text(WindowUs / Second)),
            new("target", Target == 0 ? null : Text(Target)),
            new("idle", IdleSeconds == defaults.IdleSeconds ? null : Text(IdleSeconds)),
            new("need", NeedSeconds == defaults.NeedSeconds ? null : Text(NeedSeconds)),
            new("alone", Alone ? "1" : null),
            new("limit", WhatIfBytes is { } limit ? Text(limit) : null),
            .. ViewQuery.Of(new ViewPart(FromUs, ToUs, Low, High), Text),
            new("at", AtUs is { } at ? Text(at) : null),
            new("select", Selection?.ToString()),
        ]);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
