using System.Globalization;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.Times;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Compare;

/// <summary>Chooses session, target and range of one side.</summary>
public sealed partial class SideCard : ComponentBase
{
    private readonly string _id = "side-" + Guid.NewGuid().ToString("N");
    private CompareRange? _shown;
    private string _fromText = "";
    private string _toText = "";
    private string? _fromProblem;
    private string? _toProblem;

    /// <summary>What is compared.</summary>
    [Parameter, EditorRequired] public CompareController Page { get; set; } = null!;

    /// <summary>The side.</summary>
    [Parameter] public CompareSide Side { get; set; }

    [Inject] private TimeProvider Time { get; set; } = null!;

    private string Letter => Side == CompareSide.A ? "a" : "b";

    private SideSettings Settings => Page.Settings.Of(Side);

    private SessionResource? Chosen => Page.Find(Side);

    private long FirstUs => Page.Data(Side)?.Session.FirstUs ?? 0;

    private long LengthUs => Math.Max(0, (Page.Data(Side)?.Session.LastUs ?? 0) - FirstUs);

    private string Address => "sessions/" + Uri.EscapeDataString(Settings.Session);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Page.Data(Side)?.Range is { } range && range != _shown)
        {
            _shown = range;
            (_fromText, _toText) = (Text(range.FromUs), Text(range.ToUs));
            (_fromProblem, _toProblem) = (null, null);
        }
    }

    private static string Invalid(string? problem) => problem is null ? "false" : "true";

    // To the tenth of a second: what is finer cannot be seen, and typed back it is inside of the recording.
    private string Text(long us) => RangeText.Clock((us - FirstUs) / 100_000 * 100_000);

    private bool IsWhole(SideData data) => data.Range.FromUs <= FirstUs && data.Range.ToUs >= FirstUs + LengthUs;

    private Task ChooseAsync(ChangeEventArgs change)
        => change.Value is string { Length: > 0 } session ? Page.SetSideAsync(Side, new SideSettings { Session = session }) : Task.CompletedTask;

    private Task ChooseTargetAsync(ChangeEventArgs change)
        => Page.SetSideAsync(Side, Settings with { Target = int.Parse((string)change.Value!, CultureInfo.InvariantCulture) });

    private Task AllAsync() => Page.SetSideAsync(Side, Settings with { FromUs = 0, ToUs = null });

    private Task SetFromAsync(ChangeEventArgs change)
    {
        _fromText = change.Value as string ?? "";
        return SetAsync();
    }

    private Task SetToAsync(ChangeEventArgs change)
    {
        _toText = change.Value as string ?? "";
        return SetAsync();
    }

    private Task SetAsync()
    {
        var (from, to) = (Read(_fromText), Read(_toText));
        (_fromProblem, _toProblem) = (Unreadable(_fromText, from), Unreadable(_toText, to));
        if (from is not { } first || to is not { } last)
        {
            return Task.CompletedTask;
        }

        _fromProblem = first >= LengthUs ? $"The session has been recorded until {RangeText.Clock(LengthUs)}: begin before that." : null;
        _toProblem = last <= first ? "The end must come after the beginning."
            : last > LengthUs ? $"The session has been recorded until {RangeText.Clock(LengthUs)}: end there or before."
            : null;
        if (_fromProblem is not null || _toProblem is not null)
        {
            return Task.CompletedTask;
        }

        // What was not touched stays exactly where it was, to the microsecond.
        var range = Page.Data(Side)!.Range;
        return Page.SetSideAsync(Side, Settings with
        {
            FromUs = _fromText == Text(range.FromUs) ? range.FromUs - FirstUs : first,
            ToUs = _toText == Text(range.ToUs) ? range.ToUs - FirstUs : last,
        });
    }

    // Since the start where the recording is that long; else a time of day is meant, where it holds that.
    private long? Read(string text)
    {
        var since = RangeText.Parse(text);
        var clock = since <= LengthUs || Chosen is not { } session ? null
            : TimeEntry.Read(text, TimeMapping.For(Time.LocalTimeZone, session.StartedAt), FirstUs, FirstUs + LengthUs) - FirstUs;
        return clock is >= 0 && clock <= LengthUs ? (long)Math.Round(clock.Value) : since;
    }

    private static string? Unreadable(string text, long? us) => us is not null ? null
        : text.Trim().Length == 0 ? "Type a time, such as 1:05 for a minute and five seconds."
        : $"“{text}” is no time within the recording. Type minutes and seconds since its start, such as 1:05, or a time of day, such as 14:05:30.";
}
