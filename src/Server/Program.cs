using Damon.Server.Advising;
using Damon.Server.AreaUses;
using Damon.Server.Changes;
using Damon.Server.Configuration;
using Damon.Server.Exports;
using Damon.Server.Health;
using Damon.Server.Heatmaps;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Hosting;
using Damon.Server.Idle;
using Damon.Server.Imports;
using Damon.Server.Integrity;
using Damon.Server.Lenses;
using Damon.Server.Limits;
using Damon.Server.Opening;
using Damon.Server.Processes;
using Damon.Server.Scraping;
using Damon.Server.Security;
using Damon.Server.Security.Audit;
using Damon.Server.Security.Roles;
using Damon.Server.Security.SignIns;
using Damon.Server.Sessions;
using Damon.Server.Snapshots;
using Damon.Server.WorkingSets;

namespace Damon.Server;

/// <summary>The server's entry, and its table of contents.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            if (FileCommand.Run(args, static settings => settings.OpenFile()) is { } status)
            {
                return status;
            }

            await using var app = Build(args);
            ServerRights.GiveUp();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (StartupProblem.Describe(e) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>The whole server, not yet started.</summary>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    internal static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adapt = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = new SettingsReader(builder.Configuration, Environment.GetEnvironmentVariable, NativeMethods.geteuid(), NativeMethods.UidOf).Read();
        builder.AddWeb();
        builder.AddApiDescription();
        builder.AddSecurity(settings);
        builder.AddHeavy(settings);
        builder.AddHistory();
        builder.AddSessions();
        builder.AddImports();
        builder.AddIntegrity();
        builder.AddLimits();
        builder.AddHubs();
        builder.AddScraping();
        builder.AddListening(settings);
        adapt?.Invoke(builder);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseSentences();
        app.UseDamageNotes();
        app.UseSecurity();
        app.UseResponseCompression();
        app.UseAuthentication();
        app.UseMiddleware<CallerAnswers>();
        app.UseMiddleware<AuditTrail>();
        app.UseAuthorization();
        app.UseRateLimiter();

        var api = app.MapGroup("/api/v1").RequireRoles();
        api.MapHealth();
        api.MapSignIns();
        api.MapAudit();
        api.MapSamplers();
        api.MapProcesses();
        api.MapGroups();
        var sessions = api.MapSessions();
        sessions.MapSnapshots();
        sessions.MapHeatmaps();
        sessions.MapCells();
        sessions.MapOpening();
        sessions.MapWorkingSets();
        sessions.MapIdle();
        sessions.MapNeeded();
        sessions.MapIdleSeries();
        sessions.MapMembers();
        sessions.MapChanges();
        sessions.MapAreaUses();
        sessions.MapAdvice();
        sessions.MapLenses();
        sessions.MapLimits();
        sessions.MapExports();
        sessions.MapImport();
        app.MapHubs();
        app.MapScrape();
        app.MapOpenApi();
        app.MapHealth();
        app.MapClient();
        return app;
    }
}
