using Damon.Client.Idle;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Rest.Advising;
using Damon.Model.Advice;
using Damon.Model.Sessions;

namespace Damon.Client.Advising;

/// <summary>
/// What the session's idle memory suggests. The server tells it from everything recorded; it is asked when there is a new
/// look, not more often than every ten seconds, and only while the advice is shown.
/// </summary>
public sealed class AdviceStory : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);

    private readonly SessionContext _page;
    private readonly Func<ISessionView> _view;
    private readonly IdleStory _idle;
    private (long? Us, bool IsOver, int Seconds)? _asked;
    private (long? Us, bool IsOver, int Seconds)? _told;
    private long? _askedAt;
    private bool _isAsking;
    private bool _isShown;
    private bool _isWaiting;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="page">The page.</param>
    /// <param name="view">Tells the view shown.</param>
    /// <param name="idle">Tells of new looks.</param>
    public AdviceStory(SessionContext page, Func<ISessionView> view, IdleStory idle)
    {
        (_page, _view, _idle) = (page, view, idle);
        _page.Changed += Follow;
    }

    /// <summary>What the server told last; null before that.</summary>
    public AdviceAnswer? Answer { get; private set; }

    /// <summary>Another number when <see cref="Answer"/> is another one.</summary>
    public int Version { get; private set; }

    /// <summary>Shortest time of watching to conclude from, seconds.</summary>
    public int Seconds { get; private set; } = UntouchedAdvice.ShortestWatchS;

    /// <summary>Begins or ends showing it.</summary>
    public void Show(bool isShown)
    {
        _isShown = isShown;
        Follow();
    }

    /// <summary>Another shortest time of watching, seconds.</summary>
    public void SetSeconds(int seconds)
    {
        (Seconds, _askedAt) = (seconds, null);
        Follow();
    }

    /// <inheritdoc/>
    public void Dispose() => _page.Changed -= Follow;

    private void Follow()
    {
        // The picture goes first.
        if (!_isShown || _isAsking || _page.Session is not { } session || _view().Source is null)
        {
            return;
        }

        // Of what is over nothing new comes: it is asked about once, and again only where there was no answer.
        var isOver = session.State.IsOver();
        (long? Us, bool IsOver, int Seconds) wanted = (isOver || _idle.Series.All is not [.., var newest] ? null : newest.Us, isOver, Seconds);
        if (wanted == _told)
        {
            return;
        }

        if (_askedAt is { } askedAt && Pace - _page.Time.GetElapsedTime(askedAt) is { Ticks: > 0 } rest && (!isOver || wanted == _asked))
        {
            _ = WaitAsync(rest);
            return;
        }

        (_isAsking, _asked, _askedAt) = (true, wanted, _page.Time.GetTimestamp());
        _ = AskAsync(session.Id, wanted);
    }

    private async Task WaitAsync(TimeSpan rest)
    {
        if (!_isWaiting)
        {
            _isWaiting = true;
            var isThere = await _page.Time.PauseAsync(rest, _page.Closing);
            _isWaiting = false;
            if (isThere)
            {
                Follow();
            }
        }
    }

    private async Task AskAsync(string session, (long? Us, bool IsOver, int Seconds) wanted)
    {
        var answer = await Asking.TryAsync(cancel => _page.Api.GetAdviceAsync(session, wanted.Seconds, cancel), _page.Closing);
        _isAsking = false;
        if (_page.Closing.IsCancellationRequested || answer is null)
        {
            return;
        }

        (_told, Answer) = (wanted, answer);
        Version++;
        _page.Tell();
    }
}
