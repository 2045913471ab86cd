using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Views;

/// <summary>Asks the server for what a live picture has not seen itself: once for every shape of the picture, and after a loss.</summary>
/// <param name="target">The target.</param>
/// <param name="picture">The picture.</param>
/// <param name="lines">The lines below it.</param>
internal sealed class LiveBackfill(TargetContext target, LivePicture picture, LineSeries lines)
{
    // After a loss the server needs a moment to have it stored; and a browser that loses all the time must not be
    // kept busy with asking for what it lost.
    private const long AfterUs = LivePicture.LiveBackfillUs;

    private int _filled = -1;
    private bool _filling;
    private long _filledUs;
    private long? _gapUs;

    /// <summary>Whatever was filled is filled once more.</summary>
    public void Restart() => _filled = -1;

    /// <summary>Notes a snapshot that is about to be added to the picture: some before it may have been lost.</summary>
    public void Note(Snapshot snapshot)
    {
        if (target.Recent.Newest is { } previous && snapshot.Seq > previous.Seq + 1)
        {
            _gapUs = snapshot.EndUs;
        }

        if (_gapUs is { } gap && snapshot.EndUs - Math.Max(gap, _filledUs) > AfterUs)
        {
            (_gapUs, _filled) = (null, -1);
        }
    }

    /// <summary>Fills the picture and its lines when there is something to fill.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (_filling || !picture.HasData || _filled == picture.Version)
        {
            return;
        }

        _filling = true;
        try
        {
            var version = _filled = picture.Version;
            _filledUs = picture.NewestUs;
            var columns = (int)(picture.Newest - picture.Oldest + 1);
            var from = (long)(picture.Oldest * picture.ColumnUs);
            var grid = await target.Loader.LoadAsync(picture.Rows, from, picture.ColumnUs, columns, picture.Measure, cancel);
            var chart = target.Page.Chart;
            if (picture.SetBackfill(grid, version))
            {
                chart.Invalidate(ChartParts.Cells);
                await chart.FlushAsync();
            }

            lines.Load((await target.Loader.LoadFiguresAsync(from, grid.ToUs, cancel)).Series);
            chart.Invalidate(ChartParts.Lines);
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The session's recent history could not be loaded: {fault.Problem.Message}");
        }
        catch (OperationCanceledException)
        {
            // The view is gone.
        }
        finally
        {
            _filling = false;
        }
    }
}
