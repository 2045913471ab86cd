using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Client.Times;
using Damon.Contracts.Rest;

namespace Damon.Client.Views;

/// <summary>What all views of one session share, whichever is shown and of whichever target.</summary>
public sealed class SessionContext : IDisposable
{
    private readonly CancellationTokenSource _closing = new();

    /// <summary>A context without a session.</summary>
    /// <param name="api">The server's calls.</param>
    /// <param name="time">The clock.</param>
    /// <param name="state">Tells what the plot has to show.</param>
    public SessionContext(ApiClient api, TimeProvider time, Func<ChartState> state)
    {
        (Api, Time) = (api, time);
        Clock = new ReplayClock(time);
        Chart = new ChartDriver(state);
        Closing = _closing.Token;
    }

    /// <summary>Raised when something beside the plot has changed.</summary>
    public event Action? Changed;

    /// <summary>Raised when the user has moved to another part of the picture: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>Raised when the play head has been put somewhere, or something has been selected.</summary>
    public event Action? HeadRested;

    /// <summary>The server's calls.</summary>
    public ApiClient Api { get; }

    /// <summary>The clock of what waits.</summary>
    public TimeProvider Time { get; }

    /// <summary>The play head; keeps its speed from view to view.</summary>
    public ReplayClock Clock { get; }

    /// <summary>Draws the plot.</summary>
    public ChartDriver Chart { get; }

    /// <summary>Cancelled when the page is gone.</summary>
    public CancellationToken Closing { get; }

    /// <summary>The session; null until it is loaded.</summary>
    public SessionResource? Session { get; set; }

    /// <summary>What went wrong last; null when all is well.</summary>
    public ApiProblem? Problem { get; set; }

    /// <summary>How the user wants it shown: colours, lines, window, idle time. Where it stands is the view's.</summary>
    public ViewSettings Settings { get; set; } = new();

    /// <summary>How times are shown.</summary>
    public TimeMapping AxisTime { get; set; }

    /// <summary>Rows of a picture as high as the plot.</summary>
    public int RowCount => (int)Math.Clamp(Math.Round(Chart.HeightPixels), 120, 700);

    /// <summary>Raises <see cref="Changed"/>.</summary>
    public void Tell() => Changed?.Invoke();

    /// <summary>Raises <see cref="Moved"/>.</summary>
    public void TellMoved() => Moved?.Invoke();

    /// <summary>Raises <see cref="HeadRested"/>.</summary>
    public void TellHeadRested() => HeadRested?.Invoke();

    /// <summary>Has the colours follow what is on the screen, where they are to.</summary>
    /// <param name="source">The cells shown.</param>
    /// <param name="moves">Whether the picture moves.</param>
    public void FitColours(IColumnSource source, bool moves)
    {
        var shading = Settings.Shading;
        if (shading.Automatic && source.Measure == shading.Measure && FullColour.Of(source, shading.Most, moves) is var most && most != shading.Most)
        {
            Settings = Settings with { Shading = shading with { Most = most } };
            Chart.Invalidate(ChartParts.Palette | ChartParts.Cells);
        }
    }

    /// <summary>Says what went wrong.</summary>
    public void Report(ApiProblem problem)
    {
        Problem = problem;
        Tell();
    }

    /// <summary>Ends all that is under way.</summary>
    public void Dispose()
    {
        Chart.Detach();
        if (!_closing.IsCancellationRequested)
        {
            _closing.Cancel();
            _closing.Dispose();
        }
    }
}
