using Damon.Server.Configuration;

namespace Damon.Server.History;

/// <summary>Where the history is kept. One caller writes, others may read meanwhile.</summary>
internal interface IHistoryStore : IHistoryReader
{
    /// <summary>Creates what is needed or brings it up to date, and keeps other servers out.</summary>
    /// <exception cref="StartupException">It cannot be used; the message says why.</exception>
    void Prepare();

    /// <summary>
    /// Stores a batch, all of it or nothing but what is refused for good. What is there already is left alone, and what
    /// comes for a session that was deleted is no error.
    /// </summary>
    /// <exception cref="HistoryUnavailableException">Nothing of it is stored: it cannot be written now, but may be later.</exception>
    HistoryReceipt Append(HistoryBatch batch);

    /// <summary>
    /// Deletes what of a session ended before or at a time, or a little less: what is stored in one piece goes as a whole.
    /// The mappings in force then stay.
    /// </summary>
    /// <returns>What is gone; null when nothing is.</returns>
    /// <exception cref="HistoryUnavailableException">It cannot be done now, but may be later.</exception>
    StoredTrim? Trim(long session, long beforeUs);

    /// <summary>Deletes a session and everything of it; nothing happens when there is none.</summary>
    /// <exception cref="HistoryUnavailableException">It cannot be done now, but may be later.</exception>
    void Delete(long session);
}
