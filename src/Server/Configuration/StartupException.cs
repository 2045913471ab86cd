namespace Damon.Server.Configuration;

/// <summary>The server cannot start for a reason the user can mend; the message is the whole sentence to show.</summary>
internal sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
