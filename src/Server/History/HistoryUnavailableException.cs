namespace Damon.Server.History;

/// <summary>The history cannot be written at the moment; the message is a sentence that says why and what to do.</summary>
internal sealed class HistoryUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether there is no room: then deleting helps.</summary>
    public bool IsFull { get; init; }
}
