namespace Damon.Server.Integrity;

/// <summary>Something that was stored cannot be read any more; the message says what, as a sentence.</summary>
internal sealed class HistoryDamagedException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether an exception tells of damage: this one, or that what was read makes no sense.</summary>
    public static bool Is(Exception exception) => exception is HistoryDamagedException or InvalidDataException;
}
