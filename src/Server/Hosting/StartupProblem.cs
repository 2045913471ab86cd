using Damon.Server.Configuration;
using Damon.Server.Integrity;
using Microsoft.AspNetCore.Connections;

namespace Damon.Server.Hosting;

/// <summary>Tells mistakes of the surroundings, which get a sentence, from faults of the program, which get a stack trace.</summary>
internal static class StartupProblem
{
    /// <summary>The sentence; null for a fault of the program.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        HistoryDamagedException => $"{exception.Message.TrimEnd('.')}: the server cannot start with it. Restore a backup, or give another database (Damon:Database); {HostCommand.CheckDatabase} tells what is damaged.",
        SettingsException or StartupException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message.TrimEnd('.')}. Stop the program that listens there, or give another address as Damon:Urls.",
        System.Net.Sockets.SocketException => $"The server cannot listen on the addresses of Damon:Urls: {exception.Message}.",
        IOException or UnauthorizedAccessException => $"The server cannot start: {exception.Message}",
        AggregateException { InnerExceptions: [var only] } => Describe(only),
        _ => null,
    };
}
