using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Pictures;

/// <summary>
/// A live picture over another axis, made beside the one shown: to bin a minute's snapshots anew takes a browser longer than
/// the next takes to come, so some are binned whenever one comes, the newest first, and it is shown when all are in it.
/// </summary>
internal sealed class LivePictureStep
{
    // As many snapshots come until it is done, at most; a short window's is done sooner.
    private const int Steps = 30;
    private const int FewestAtOnce = 30;

    private readonly Snapshot[] _snapshots;
    private readonly int _atOnce;
    private int _left;

    /// <summary>Nothing is binned yet.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="rows">The rows on it.</param>
    /// <param name="ring">Makes columns of rows.</param>
    /// <param name="snapshots">What is to be seen in it, oldest first.</param>
    public LivePictureStep(AddressAxis axis, RowMap rows, Func<RowMap, ColumnRing> ring, IEnumerable<Snapshot> snapshots)
    {
        (Axis, Rows, Ring, _snapshots) = (axis, rows, ring(rows), [.. snapshots]);
        (_left, _atOnce) = (_snapshots.Length, Math.Max(FewestAtOnce, (_snapshots.Length + Steps - 1) / Steps));
    }

    /// <summary>The axis.</summary>
    public AddressAxis Axis { get; }

    /// <summary>The rows on it.</summary>
    public RowMap Rows { get; }

    /// <summary>Its columns.</summary>
    public ColumnRing Ring { get; }

    /// <summary>Takes the newest snapshot, and some older ones.</summary>
    /// <returns>Whether all are in it.</returns>
    public bool Take(Snapshot newest)
    {
        Ring.Add(newest);
        for (var some = 0; some < _atOnce && _left > 0; some++)
        {
            Ring.Add(_snapshots[--_left]);
        }

        return _left == 0;
    }
}
