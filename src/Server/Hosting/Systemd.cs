using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Console;

namespace Damon.Server.Hosting;

/// <summary>What a service of systemd owes it.</summary>
internal static class Systemd
{
    private const string NotifySocket = "NOTIFY_SOCKET";

    /// <summary>Tells systemd when the server listens, and the journal the level of each line.</summary>
    /// <remarks>
    /// <c>AddSystemd</c> asks /proc who the parent is, which a service with <c>ProtectProc=invisible</c> does not see; where to
    /// report to is told by the environment.
    /// </remarks>
    public static void AddSystemdService(this WebApplicationBuilder builder)
    {
        if (Environment.GetEnvironmentVariable(NotifySocket) is not { Length: > 0 })
        {
            return;
        }

        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = ConsoleFormatterNames.Systemd);
        builder.Services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
        builder.Services.AddSingleton<IHostLifetime, SystemdLifetime>();
    }
}
