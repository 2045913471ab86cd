using Damon.Client.Viewports;
using Damon.Client.Views;

namespace Damon.Client.Tests.Views;

public sealed class PlaybackTests : ViewTest
{
    private readonly SessionContext _page;
    private readonly TargetContext _target;
    private readonly RecordingView _view;
    private int _steps;

    public PlaybackTests()
    {
        _page = Context(Stopped, () => _target!, () => _view!);
        _page.Moved += () => _steps++;
        _target = new TargetContext(_page, 0);
        _view = new RecordingView(_target);
    }

    public override void Dispose()
    {
        _view.Dispose();
        _page.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Play_AtTheEndOfAZoomedView_TurnsThePage()
    {
        await _view.OpenAsync(null);
        await EndAsync(_view.ShowAsync(new ViewRange(3_000_000, 4_000_000, 0, 1)));

        var playing = _view.Player.ToggleAsync();
        Assert.True(_page.Clock.Playing);
        Assert.Equal(3_000_000, _page.Clock.PositionUs);
        await EventuallyAsync(() => Assert.True(_view.View.FromUs > 3_900_000), 40);
        Assert.Equal(1_000_000, _view.View.WidthUs, 1.0);
        await EventuallyAsync(() => Assert.True(_view.Source!.OriginUs > 3_900_000), 10);
        Assert.Equal(1, _steps);

        await EndAsync(playing);
        Assert.True(_page.Clock.AtEnd);
        Assert.False(_page.Clock.Playing);
    }

    [Fact]
    public async Task Play_ThenDisposed_Ends()
    {
        await _view.OpenAsync(null);
        var playing = _view.Player.ToggleAsync();

        _view.Dispose();

        await EndAsync(playing);
    }

    [Fact]
    public async Task Play_AtSixtyTimesTheSpeed_MovesInSmallSteps()
    {
        await _view.OpenAsync(null);
        _page.Clock.SetSpeed(60);
        var heads = new List<double>();
        _page.Changed += () => heads.Add(_page.Clock.PositionUs);

        var playing = _view.Player.ToggleAsync();
        await EventuallyAsync(() => Assert.True(playing.IsCompleted), 1);

        // Two seconds of the recording. A slow machine may be late for some frames, not for all.
        Assert.Contains(heads.Zip(heads.Skip(1), (before, after) => after - before), step => step is > 1_000_000 and < 4_000_000);
        await playing;
    }

    [Fact]
    public async Task Play_TooFastForAZoomedView_TurnsToAsMuchAsCanBeFollowed()
    {
        await _view.OpenAsync(null);
        await EndAsync(_view.ShowAsync(new ViewRange(3_000_000, 3_100_000, 0.25, 0.5)));
        _page.Clock.SetSpeed(1.5);

        var playing = _view.Player.ToggleAsync();
        await EventuallyAsync(() => Assert.True(_view.View.WidthUs > 200_000), 40);

        // What is played within five seconds, of the same addresses.
        Assert.Equal(7_500_000, _view.View.WidthUs, 1.0);
        Assert.InRange(_page.Clock.PositionUs, _view.View.FromUs, _view.View.ToUs);
        Assert.Equal((0.25, 0.5), (_view.View.Bottom, _view.View.Top));
        await EndAsync(playing);
        Assert.True(_view.View.ToUs <= 11_000_000);
    }
}
