using Damon.Server.History;

namespace Damon.Server.Imports;

/// <summary>
/// Hands snapshots to the history, a few at a time, and waits until they are stored: what is recorded meanwhile finds room
/// in the queue, and waits for no more than one small transaction.
/// </summary>
/// <param name="writer">The history.</param>
/// <param name="sender">Who waits.</param>
internal sealed class ImportWriter(HistoryWriter writer, string sender)
{
    private const int MostSnapshots = 64;
    private const int MostBytes = 1 << 20;

    private readonly List<StoredSnapshot> _waiting = [];
    private int _bytes;

    /// <summary>Takes a snapshot over.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be stored.</exception>
    public async ValueTask AddAsync(StoredSnapshot snapshot, CancellationToken cancellation)
    {
        _waiting.Add(snapshot);
        _bytes += snapshot.Packed.Length;
        if (_waiting.Count >= MostSnapshots || _bytes >= MostBytes)
        {
            await StoreAsync(cancellation);
        }
    }

    /// <summary>Stores what waits.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be stored.</exception>
    public async Task StoreAsync(CancellationToken cancellation)
    {
        if (writer.Failure is { } failure)
        {
            throw new HistoryUnavailableException(failure);
        }

        if (_waiting.Count > 0 && (await writer.AddAsync(_waiting, sender, cancellation)).Contains(false))
        {
            throw new HistoryUnavailableException(writer.Failure ?? "The history did not take all snapshots in time.");
        }

        _waiting.Clear();
        _bytes = 0;
    }
}
