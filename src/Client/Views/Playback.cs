using Damon.Client.Recordings;
using Damon.Client.Viewports;

namespace Damon.Client.Views;

/// <summary>Plays what a recorded view shows, and turns its pages.</summary>
public sealed class Playback
{
    // Time between two frames beside what drawing takes: at 60 times the speed the play head goes two seconds in it.
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(33);

    // Pages that are turned faster are gone before they are loaded.
    private static readonly TimeSpan PageLasts = TimeSpan.FromSeconds(5);

    private readonly RecordingView _view;
    private readonly SessionContext _page;
    private readonly CancellationToken _closed;

    /// <summary>Does not play yet.</summary>
    /// <param name="view">What it plays.</param>
    /// <param name="page">The page with the play head.</param>
    /// <param name="closed">Cancelled when the view is gone.</param>
    internal Playback(RecordingView view, SessionContext page, CancellationToken closed) => (_view, _page, _closed) = (view, page, closed);

    private ReplayClock Clock => _page.Clock;

    /// <summary>Plays, from the left edge of what is looked at when the play head is not in it; or pauses.</summary>
    /// <returns>Completes when it does not play any more.</returns>
    public async Task ToggleAsync()
    {
        if (Clock.Playing)
        {
            Clock.Pause();
            await _view.HeadMovedAsync();
            _page.TellHeadRested();
            return;
        }

        var view = _view.View;
        if (Clock.AtEnd || Clock.PositionUs < view.FromUs || Clock.PositionUs >= view.ToUs)
        {
            // What is looked at is what is played.
            Clock.Seek(Math.Max(view.FromUs, Clock.FromUs));
        }

        Clock.Play();
        if (_view.Source is null)
        {
            await _view.LoadAsync();
        }

        await _view.HeadMovedAsync();
        await PlayAsync();
    }

    private async Task PlayAsync()
    {
        while (Clock.Playing && await _page.Time.PauseAsync(FrameEvery, _closed))
        {
            if (Clock.Playing && Clock.AtEnd)
            {
                Clock.Pause();
            }

            var (head, view) = (Clock.PositionUs, _view.View);
            if (Clock.Playing && (head > view.ToUs || head < view.FromUs))
            {
                // The play head has left a zoomed view.
                var width = PageUs(view);
                _view.TurnTo(head - (width * 0.02), width);
            }

            await _view.HeadMovedAsync();
        }
    }

    // As much as was looked at; more of the recording where it is played faster than so little can be followed.
    private double PageUs(ViewRange view)
        => Clock.Rate > 1 ? Math.Max(view.WidthUs, Math.Min(_view.All.WidthUs, Clock.Rate * PageLasts.TotalMicroseconds)) : view.WidthUs;
}
