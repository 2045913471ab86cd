using System.Globalization;
using Damon.Client.Idle;
using Damon.Client.Idle.Pictures;
using Damon.Client.Idle.Words;
using Damon.Client.Layout;
using Damon.Client.Times;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Damon.Client.Sessions.Idle;

/// <summary>
/// How long memory has not been accessed, in pictures: over time, at the moment shown, and by mapping; with a limit to be
/// tried. A new look comes about every ten seconds, and only then anything is computed or drawn anew.
/// </summary>
public sealed partial class IdlePanel : ComponentBase
{
    private const int MostBars = 8;

    // Room above the highest look.
    private const double Headroom = 1.03;

    private ElementReference _plots;
    private ScriptModule _script = null!;
    private DotNetObjectReference<IdlePanel>? _self;
    private bool _isAttached;
    private int _seen = -1;
    private IReadOnlyList<IdlePoint> _points = [];
    private StrataShape? _strata;
    private CurveShape? _curve;
    private IReadOnlyList<MappingBar> _bars = [];
    private IReadOnlyList<double> _grid = [];
    private IReadOnlyList<(double Share, string Text)> _times = [];
    private double _most = 1;
    private string _label = "";
    private string _lookText = "";
    private string? _fault;
    private (string Plot, double X, string Over) _pointer = ("", 0, "");
    private IdleTip? _tip;
    private (IReadOnlyList<IdlePoint> Points, long? Limit, string Text)? _tried;

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    /// <summary>Raised when something has changed that the page's address holds.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private IdleStory Story => Controller.Idle;

    private IdleMoment? Moment => Story.Moment;

    private AgeWords Words => new(Controller.Time);

    private long? Limit => Controller.WhatIfBytes;

    private double LimitShare => Limit is { } tried ? Math.Min(1, tried / _most) : 1;

    private string LimitText => Limit is { } tried ? ByteSize.Text(tried) : "none";

    private string Grip => Limit is { } tried ? $"limit {ByteSize.Text(tried)}" : "drag: a limit";

    private double HeadShare => _strata is { } strata && strata.ToUs > strata.FromUs
        ? Math.Clamp((Controller.Clock.PositionUs - strata.FromUs) / (strata.ToUs - strata.FromUs), 0, 1)
        : 1;

    // What was recorded up to the moment shown; the same of a recording as it was live.
    private string Sentence
    {
        get
        {
            var points = Story.Series.Until(Controller.IsRecorded ? Controller.Clock.PositionUs : double.MaxValue);
            if (_tried is not { } tried || tried.Limit != Limit || tried.Points.Count != points.Count || (points.Count > 0 && tried.Points[^1] != points[^1]))
            {
                _tried = tried = (points, Limit, new WhatIfWords(Controller.Time).Sentence(points, Limit, Moment?.SinceUs));
            }

            return tried.Text;
        }
    }

    private string Empty => Story.State switch
    {
        IdleState.NotFollowed => "The plan of this session follows no single pages: there are no idle ages. The adaptive plan has them.",
        IdleState.Absent => "No idle ages were recorded in this session.",
        IdleState.Waiting when Story.FirstLookUs is { } first => $"Every page followed must be looked at first. The first ages are there at about {Words.Clock(first)}.",
        IdleState.Waiting => "Every page followed must be looked at first. The first ages are there ten seconds after the start.",
        _ => "Loading idle ages…",
    };

    /// <summary>The pointer is over a picture, or has left it.</summary>
    /// <param name="plot">The picture; empty for none.</param>
    /// <param name="x">Place from its left, 0 .. 1.</param>
    /// <param name="y">Place from below, 0 .. 1.</param>
    /// <param name="over">Index of the age under the pointer; <c>unknown</c>, or empty for none.</param>
    [JSInvokable]
    public void OnPointer(string plot, double x, double y, string over)
    {
        _pointer = (plot, x, over);
        _tip = TipAt(plot, x, over);
        StateHasChanged();
    }

    /// <summary>The line of the limit has been moved.</summary>
    /// <param name="share">Place from below, 0 .. 1; all the way up there is no limit.</param>
    /// <param name="rests">Whether it stays there.</param>
    [JSInvokable]
    public Task OnLimit(double share, bool rests)
    {
        Controller.SetWhatIf(share >= 1 ? null : (long)Math.Max(4_096, share * _most));
        _fault = null;
        StateHasChanged();
        return rests ? Changed.InvokeAsync() : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _script.CloseAsync("detach", _plots);
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new ScriptModule(Script, "./damon-idle.js");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_seen != Story.Version)
        {
            _seen = Story.Version;
            Compute();
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_points.Count > 0 && !_isAttached)
        {
            _isAttached = true;
            _self ??= DotNetObjectReference.Create(this);
            await _script.CallAsync("attach", _plots, _self);
        }
        else if (_points.Count == 0)
        {
            _isAttached = false;
        }
    }

    private static string Css(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture);

    private void Compute()
    {
        var (points, moment) = (Story.Series.All, Moment);
        var most = Math.Max(1, Headroom * Math.Max(points.Count > 0 ? points.Max(point => point.ResidentBytes) : 0, moment?.Idle.ResidentBytes ?? 0));
        if (!ReferenceEquals(points, _points) || most != _most)
        {
            (_points, _most) = (points, most);
            _strata = new StrataShape(points, most);
            _grid = [.. ByteSize.Ticks(most, 4).Where(tick => tick <= most).Select(tick => tick / most)];
            _times = Times(_strata, Controller.Time);
            _label = points.Count > 0 ? $"Memory by the time since its last access, from {Words.Clock(_strata.FromUs)} to {Words.Clock(_strata.ToUs)}. {Words.Look(points[^1], moment?.WatchedUs)}" : "";
        }

        _curve = moment is null ? null : new CurveShape(moment.Idle, most);
        _bars = moment is null ? [] : MappingBars.Of(moment.Mappings, Story.IsTogether, MostBars);
        _lookText = moment is null ? "" : "Memory used within a time, against that time. " + Words.Look(moment.Idle, moment.WatchedUs);

        // The pictures have moved under a pointer that rests.
        _tip = TipAt(_pointer.Plot, _pointer.X, _pointer.Over);
    }

    private IdleTip? TipAt(string plot, double x, string over)
    {
        var age = int.TryParse(over, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? AgeClasses.At(index) : null;
        return plot switch
        {
            "strata" when StrataShape.At(_points, x) is { } point => new IdleTip(plot, x, StrataLines(point, age)),
            "curve" when Moment is { } moment => new IdleTip(plot, x, CurveLines(moment, CurveShape.At(moment.Idle, x), age)),
            _ => null,
        };
    }

    private static (double Share, string Text)[] Times(StrataShape strata, TimeMapping time) => strata.ToUs <= strata.FromUs ? []
        : [.. TimeTicks.Choose(strata.FromUs, strata.ToUs, 4, time).Select(tick =>
            ((time.FromAxis(tick.Position) - strata.FromUs) / (strata.ToUs - strata.FromUs), tick.Text.Split("<br>")[0])).Where(tick => tick.Item1 is >= 0 and <= 1)];

    private string[] StrataLines(IdlePoint point, AgeClass? age)
    {
        var head = $"{Words.Clock(point.Us)}: {ByteSize.Text(point.ResidentBytes)} resident, {ByteSize.Text(point.UnknownBytes)} unknown";
        return age is null ? [head] : [head, $"{Name(age)}: {AgeText(age, point)}", Words.LastUsed(age, point.Us, Moment?.SinceUs)];
    }

    private string[] CurveLines(IdleMoment moment, (int Seconds, double Used, double Idle) at, AgeClass? age)
    {
        var since = Words.Clock(moment.Us - (at.Seconds * 1e6));
        string[] lines = [$"{ByteSize.Text(at.Used)} used in {Durations.Text(at.Seconds * 1e6)}, since {since}", $"{ByteSize.Text(at.Idle)} not used since then"];
        return age is null ? lines : [.. lines, $"{Name(age)}: {AgeText(age, moment.Idle)}"];
    }

    private string Name(AgeClass age) => AgeClasses.Name(age, Moment?.WatchedUs);

    private static string AgeText(AgeClass age, IdlePoint point)
    {
        var (bytes, error) = (age.Of(point.Bytes), age.ErrorOf(point.Errors));
        return error > 0 ? $"{ByteSize.Text(bytes)} ± {ByteSize.Text(2 * error)}" : ByteSize.Text(bytes);
    }

    private string Shown(AgeClass age, IdleMoment moment)
    {
        var holding = MappingBars.Of(Story.OwnMappings, false, int.MaxValue - 1).Where(bar => bar.Ages[age.Index] > 0).OrderByDescending(bar => bar.Ages[age.Index]).ToArray();
        var most = string.Join(", ", holding.Take(3).Select(bar => $"{bar.Name} {ByteSize.Text(bar.Ages[age.Index])}"));
        var where = holding.Length == 0 ? "in no mapping of this process" : $"in {holding.Length} {(holding.Length == 1 ? "mapping" : "mappings")}: {most}{(holding.Length > 3 ? ", …" : "")}";
        return $"{Name(age)}, {AgeText(age, moment.Idle)}, {where}. What is not veiled is of this age as far as samples tell; the strips at the sides stand beside the mappings that hold it.";
    }

    private async Task TypeAsync(ChangeEventArgs change)
    {
        var text = ((string?)change.Value ?? "").Trim();
        if (text.Length == 0)
        {
            await SetAsync(null);
        }
        else if (ByteSize.TryParse(text, out var bytes) && bytes > 0)
        {
            await SetAsync(bytes);
        }
        else
        {
            _fault = "Give a size such as 256 MiB or 1.5 GiB.";
        }
    }

    private Task SetAsync(long? bytes)
    {
        _fault = null;
        Controller.SetWhatIf(bytes);
        return Changed.InvokeAsync();
    }
}
