using Damon.Server.Configuration;
using Damon.Server.History.Retention;

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

    /// <summary>Does a little of what makes recordings small and quick to read; a fraction of a second at most.</summary>
    /// <returns>Whether there is more to do.</returns>
    /// <exception cref="HistoryUnavailableException">It cannot be done now, but may be later.</exception>
    bool Tidy() => false;

    /// <summary>
    /// Deletes what of a session ended before or at a time, or a little less: what is stored in one piece goes as a whole.
    /// The mappings in force then stay, and means over longer times as long as the cut says.
    /// </summary>
    /// <param name="cut">What is to go; not a whole session.</param>
    /// <returns>What is gone; null when nothing is.</returns>
    /// <exception cref="HistoryUnavailableException">It cannot be done now, but may be later.</exception>
    StoredTrim? Trim(RetentionCut cut);

    /// <summary>
    /// Deletes a session and everything of it, whole or not at all, even where there is no room for anything else; nothing
    /// happens when there is none. The room of a long one may be given back by <see cref="Tidy"/> only.
    /// </summary>
    /// <exception cref="HistoryUnavailableException">It cannot be done now, but may be later; the session is as it was.</exception>
    void Delete(long session);
}
