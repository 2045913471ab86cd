using Damon.Client.Api;
using Damon.Client.Heatmap;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Sessions;

/// <content>What is under the pointer.</content>
public sealed partial class SessionController
{
    private Snapshot? lookedUp;
    private int looking;

    /// <summary>Looks up a place of the picture in what this page holds.</summary>
    public HoverInfo Look(double us, double position)
    {
        var snapshot = Known((long)us);
        var now = State();
        return HoverLookup.Find(us, position, now.Axis, mappings, snapshot, now.Source ?? live);
    }

    /// <summary>Asks the server for the snapshot at a place, for its region and age; null when the pointer did not rest or there is none.</summary>
    public async Task<HoverInfo?> LookCloserAsync(double us, double position)
    {
        var mine = ++looking;
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(140), time, closing.Token);
            if (mine != looking || Session is null)
            {
                return null;
            }

            var at = (long)us;
            var page = await api.GetSnapshotsAsync(Session.Id, Target, at, at + 1, 1, closing.Token);
            lookedUp = page.Snapshots.FirstOrDefault(s => s.StartUs <= at && s.EndUs > at);
            return mine == looking && lookedUp is not null ? Look(us, position) : null;
        }
        catch (Exception fault) when (fault is ApiException or OperationCanceledException)
        {
            return null;
        }
    }

    private Snapshot? Known(long us)
        => live.Snapshots.At(us) ?? (lookedUp is { } one && one.StartUs <= us && one.EndUs > us ? one : null);
}
