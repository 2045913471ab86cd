using Damon.Client.Tests.Pictures;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;

namespace Damon.Client.Tests.Views;

public sealed class LiveViewTests : ViewTest
{
    private readonly SessionContext _page;
    private readonly TargetContext _target;
    private readonly LiveView _view;
    private int _steps;

    public LiveViewTests()
    {
        _page = Context(Running with { FirstUs = null, LastUs = null, SnapshotCount = 0 }, () => _target!, () => _view!);
        _page.Moved += () => _steps++;
        _target = new TargetContext(_page, 0);
        _view = new LiveView(_target);
    }

    public override void Dispose()
    {
        _view.Dispose();
        _page.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Take_Snapshots_AreDrawnAndCounted()
    {
        Take(10, Snapshots.Region(0, 10, 3), Snapshots.Region(10, 64, 0));
        Take(11, Snapshots.Region(0, 20, 3), Snapshots.Region(20, 50, 0), Snapshots.Region(50, 64, 0));

        Assert.Equal(3, _view.Figures.Regions);
        Assert.Equal(20 * 4096, _view.Figures.WorkingSetBytes);
        Assert.Equal(1_200_000, _view.View.ToUs);
        Assert.Equal(15_000_000, _view.View.WidthUs);
        var column = new float[_view.Source!.Rows.Count];
        _view.Source.Read(_view.Source.Newest, column);
        Assert.Equal(15, column[0]);
        Assert.Equal(0, column[^1]);
        await EventuallyAsync(() => Assert.Contains(Surface.Drawings.ToArray(), drawing => drawing.SnapshotUs == 1_200_000));
    }

    [Fact]
    public void Take_OfAnotherTarget_IsLeftOut()
    {
        _view.Take(Event(Snapshots.At(10, Snapshots.Region(0, 10, 3)) with { Target = 1 }));
        _view.Take(new WatchEvent { Kind = WatchEventKind.Mappings, Mappings = new MappingSet { Target = 1, Mappings = [Heap] } });

        Assert.Null(_view.Source);
        Assert.Null(_target.Recent.Newest);
        Assert.Empty(_target.Mappings);
    }

    [Fact]
    public async Task Take_AfterALoss_AsksTheServerOnceWhenItHasStoredIt()
    {
        Take(10, Snapshots.Region(0, 64, 3));
        await EventuallyAsync(() => Assert.NotEmpty(CellCalls), 0);
        var before = CellCalls.Length;
        for (var number = 11; number < 45; number++)
        {
            Take(number, Snapshots.Region(0, 64, 3));
        }

        Assert.Equal(before, CellCalls.Length);
        for (var number = 50; number < 80; number++)
        {
            Take(number, Snapshots.Region(0, 64, 3));
        }

        Assert.Equal(before, CellCalls.Length);
        Take(80, Snapshots.Region(0, 64, 3));
        Take(81, Snapshots.Region(0, 64, 3));
        await EventuallyAsync(() => Assert.Equal(before + 1, CellCalls.Length), 0);
        var lost = new float[_view.Source!.Rows.Count];
        await EventuallyAsync(() =>
        {
            _view.Source.Read(47, lost);
            Assert.Equal(50, lost[0]);
        });
    }

    [Fact]
    public async Task Pause_KeepsThePictureAndTheSnapshots()
    {
        Take(10, Snapshots.Region(0, 64, 3));
        await EventuallyAsync(() => Assert.NotEmpty(Surface.Drawings.ToArray()), 0);
        _view.Pause();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        var (view, drawings, figures) = (_view.View, Surface.Drawings.Count, _view.Figures);

        Take(11, Snapshots.Region(0, 64, 9));
        Take(12, Snapshots.Region(0, 64, 9));

        Assert.Equal(view, _view.View);
        Assert.Same(figures, _view.Figures);
        Assert.Equal(drawings, Surface.Drawings.Count);
        Assert.Equal(3, _target.Recent.All.Count);
        Assert.Equal(1_300_000, _target.LastUs);

        await _view.FollowAsync(view with { Bottom = 0.5 });
        Assert.Equal(1_300_000, _view.View.ToUs);
        Assert.Equal(0.5, _view.View.Bottom);
        Assert.True(Surface.Drawings.Count > drawings);
    }

    [Fact]
    public async Task Show_OtherAddresses_IsAStepAndKeepsFollowing()
    {
        Take(10, Snapshots.Region(0, 64, 3));
        var showing = _view.ShowAsync(_view.View with { Bottom = 0.5, Top = 0.75 });
        Assert.Equal(0.5, _view.View.Bottom);
        await EndAsync(showing);

        Assert.Equal(1, _steps);
        Take(11, Snapshots.Region(0, 64, 3));
        Assert.Equal(new ViewRange(1_200_000 - 15e6, 1_200_000, 0.5, 0.75), _view.View);
    }

    [Theory]
    [InlineData(0.7, 15_000_000)]
    [InlineData(1.4, 300_000_000)]
    public async Task Zoom_TakesTheNextWindow(double factor, long windowUs)
    {
        await _view.ZoomAsync(factor);

        Assert.Equal(windowUs, _page.Settings.WindowUs);
    }

    [Fact]
    public async Task Prime_SessionThatRuns_ShowsItsPastByOneCall()
    {
        _page.Session = Running;

        await _view.PrimeAsync();

        Assert.Single(Server.Asked, call => call.EndsWith("/opening?target=0&from=1000000&points=600", StringComparison.Ordinal));
        Assert.DoesNotContain(Server.Asked.ToArray(), call => call.Contains("/mappings", StringComparison.Ordinal) || call.Contains("/snapshots", StringComparison.Ordinal) || call.Contains("/heatmap", StringComparison.Ordinal));
        Assert.Equal(11_000_000, _view.View.ToUs);
        Assert.Equal([new Damon.Model.Addresses.AddressRange(0, 64 * 4096)], _view.Axis.Bands.Select(band => band.Range));
        Assert.Equal("[heap]", Assert.Single(_target.Mappings).Name);
        Assert.Equal(3, _view.Lines.Points.Count);
    }

    [Fact]
    public async Task Prime_Refused_ShowsWhatComes()
    {
        Server.Problem("GET", "sessions/s/opening", System.Net.HttpStatusCode.InternalServerError, "no");

        await _view.PrimeAsync();
        Take(10, Snapshots.Region(0, 64, 3));

        Assert.Equal(1, _view.Figures.Regions);
    }

    [Fact]
    public async Task Dispose_EndsWhatIsUnderWay()
    {
        Server.Hang("GET", "sessions/s/opening");
        var priming = _view.PrimeAsync();

        _view.Dispose();

        await EndAsync(priming);
        Assert.Single(Server.Cancelled, call => call.Contains("/opening", StringComparison.Ordinal));
    }

    private void Take(long number, params RegionSample[] regions) => _view.Take(Event(Snapshots.At(number, regions)));
}
