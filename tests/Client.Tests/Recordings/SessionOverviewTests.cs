using Damon.Client.Addresses;
using Damon.Client.Recordings;
using Damon.Client.Tests.Api;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Tests.Recordings;

public sealed class SessionOverviewTests : IDisposable
{
    private static readonly AddressAxis Axis = AddressAxis.Create([new AddressRange(0x1000, 0x100_0000), new AddressRange(0x7f00_0000_0000, 0x7f00_0100_0000)]);

    private readonly FakeServer _server = new();
    private readonly SessionOverview _overview = new();

    public SessionOverviewTests() => _server.AnswerCells("sessions/s/cells", 25);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Refresh_First_BinsTheWholeSessionOverAllAddresses()
    {
        Assert.True(await RefreshAsync(100_000_000));

        Assert.Equal((0L, 100_000_000L, 1), (_overview.Grid!.FromUs, _overview.Grid.ToUs, _overview.Version));
        Assert.Equal(25, _overview.Grid.Column(0)[0]);
        Assert.Equal(25, _overview.Grid.Column(0)[^1]);
    }

    [Fact]
    public async Task Refresh_GrownByLittle_AsksNothing()
    {
        await RefreshAsync(100_000_000);

        Assert.False(await RefreshAsync(102_000_000));
        Assert.True(await RefreshAsync(104_000_000));
        Assert.Equal(2, _server.Asked.Count);
    }

    [Fact]
    public async Task Refresh_Grown_AsksForWhatIsNewOnly()
    {
        await RefreshAsync(100_000_000);
        _server.AnswerCells("sessions/s/cells", 50);

        await RefreshAsync(120_000_000);

        // The last five seconds may not have been stored when they were asked for.
        Assert.Contains("from=95000000", _server.Asked[^1], StringComparison.Ordinal);
        Assert.Contains("columns=100", _server.Asked[^1], StringComparison.Ordinal);
        Assert.Equal((0L, 120_000_000L, 480), (_overview.Grid!.FromUs, _overview.Grid.ToUs, _overview.Grid.Columns));
        Assert.Equal((25, 50, 50), (_overview.Grid.Column(379)[0], _overview.Grid.Column(380)[0], _overview.Grid.Column(479)[0]));
    }

    [Fact]
    public async Task Refresh_TwiceAsLong_BinsTheWholeSessionAnew()
    {
        await RefreshAsync(100_000_000);

        await RefreshAsync(201_000_000);

        Assert.Equal((0L, 201_000_000L, 400), (_overview.Grid!.FromUs, _overview.Grid.ToUs, _overview.Grid.Columns));
    }

    [Fact]
    public async Task Refresh_AnotherAxis_BinsAnew()
    {
        await RefreshAsync(100_000_000);

        Assert.True(await RefreshAsync(100_000_000, AddressAxis.Create([new AddressRange(0x1000, 0x200_0000)])));
    }

    [Fact]
    public async Task Refresh_NothingRecorded_AsksNothing()
    {
        Assert.False(await RefreshAsync(0));
        Assert.False(await RefreshAsync(100_000_000, AddressAxis.Empty));
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task Refresh_AnotherMeasure_IsAskedFor()
    {
        await RefreshAsync(100_000_000);

        Assert.True(await RefreshAsync(100_000_000, measure: CellMeasure.Idle));

        Assert.Contains("value=idle", _server.Asked[^1], StringComparison.Ordinal);
        Assert.Equal(CellMeasure.Idle, _overview.Grid!.Measure);
    }

    private Task<bool> RefreshAsync(long toUs, AddressAxis? axis = null, CellMeasure measure = CellMeasure.Rate) => _overview.RefreshAsync(
        new RecordingLoader(_server.Client, "s", 0), axis ?? Axis, 0, toUs, measure, rows => RowMask.Create(rows, []), TestContext.Current.CancellationToken);
}
