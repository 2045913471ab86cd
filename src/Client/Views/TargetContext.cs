using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Client.Viewports;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Views;

/// <summary>What all views of one target share. Another target has another one.</summary>
public sealed class TargetContext
{
    /// <summary>Nothing is known of the target yet.</summary>
    /// <param name="page">The page it is shown on; its session is loaded when anything is asked for.</param>
    /// <param name="index">Index of the target in its session.</param>
    public TargetContext(SessionContext page, int index)
    {
        (Page, Index) = (page, index);
        Loader = new RecordingLoader(page.Api, page.Session?.Id ?? "", index);
        Detail = new SnapshotDetail(this);
        Hover = new HoverReader(this);
    }

    /// <summary>The page.</summary>
    public SessionContext Page { get; }

    /// <summary>Index of the target in its session.</summary>
    public int Index { get; }

    /// <summary>Asks the server about the target's recording.</summary>
    public RecordingLoader Loader { get; }

    /// <summary>The mappings of what is shown, in address order.</summary>
    public IReadOnlyList<Mapping> Mappings { get; set; } = [];

    /// <summary>What is concluded of the time before the recording; null for nothing.</summary>
    public InferredPast? Past { get; private set; }

    /// <summary>Snapshots that came live, the newest of them.</summary>
    public SnapshotStore Recent { get; } = new(SnapshotStore.UsualUs);

    /// <summary>Right edge of what has been seen live, Unix microseconds; 0 when nothing has.</summary>
    public long SeenToUs { get; set; }

    /// <summary>The whole session, small.</summary>
    public SessionOverview Overview { get; } = new();

    /// <summary>What is selected, and the snapshot that the tables show.</summary>
    public SnapshotDetail Detail { get; }

    /// <summary>What is under the pointer.</summary>
    public HoverReader Hover { get; }

    /// <summary>First moment of the recording, Unix microseconds; null while nothing is recorded.</summary>
    public long? FirstUs => Page.Session?.FirstUs ?? (Recent.All is [var oldest, ..] ? oldest.StartUs : null);

    /// <summary>Last moment known, Unix microseconds.</summary>
    public long LastUs => Math.Max(Page.Session?.LastUs ?? 0, SeenToUs);

    /// <summary>All there is to see up to a time.</summary>
    /// <param name="toUs">Right edge, Unix microseconds.</param>
    public ViewRange Until(double toUs)
    {
        var from = (double)(FirstUs ?? 0);
        var to = Math.Max(from, toUs);

        // What is inferred may reach back for hours; it must not squeeze what was recorded.
        return new ViewRange(Math.Min(from, Math.Max(Past?.FromUs ?? from, from - ((to - from) * 0.2))), to, 0, 1);
    }

    /// <summary>Takes up the first snapshot recorded: the age of its regions tells of the time before.</summary>
    public void TakeFirst(Snapshot? first)
    {
        if (Past is null && first is not null && new InferredPast(first) is var known && known.FromUs < known.ToUs)
        {
            Past = known;
        }
    }

    /// <summary>Rows that can be accessed by the mappings known.</summary>
    public bool[] Accessible(RowMap rows) => RowMask.Create(rows, AreaFinder.Accessible(Mappings));

    /// <summary>Fetches the overview anew when it is out of date. A failure leaves the old one.</summary>
    /// <param name="axis">The axis to bin over.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task RefreshOverviewAsync(AddressAxis axis, CancellationToken cancel)
    {
        try
        {
            if (FirstUs is { } from && await Overview.RefreshAsync(Loader, axis, from, LastUs, Page.Settings.Shading.Measure, Accessible, cancel))
            {
                Page.Tell();
            }
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The overview could not be loaded: {fault.Problem.Message}");
        }
        catch (OperationCanceledException)
        {
            // The view is gone.
        }
    }
}
