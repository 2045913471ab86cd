using Damon.Client.Recordings;
using Damon.Client.Viewports;

namespace Damon.Client.Views;

/// <summary>Plays what a recorded view shows, and turns its pages.</summary>
public sealed class Playback
{
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(80);

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
                _view.TurnTo(head - (view.WidthUs * 0.02));
            }

            await _view.HeadMovedAsync();
        }
    }
}
