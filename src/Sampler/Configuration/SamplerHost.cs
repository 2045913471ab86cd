using Damon.Model.Monitoring;
using Damon.Sampler.Link;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Configuration;

/// <summary>Puts the sampler together and runs it.</summary>
internal static class SamplerHost
{
    /// <summary>Runs until it is asked to end (SIGTERM, SIGINT).</summary>
    /// <param name="args">Settings, such as <c>--Damon:Link:Socket=/run/damon/sampler.sock</c>.</param>
    /// <param name="errors">Where faults are told.</param>
    /// <returns>The exit code: 0, or 1 when it can't work.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter errors)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var settings = SamplerSettings.Read(builder.Configuration, Environment.GetEnvironmentVariable, out var faults);
        if (!OperatingSystem.IsLinux())
        {
            faults = [.. faults, "The sampler runs on Linux only: it reads the kernel's page tables."];
        }

        if (faults.Count > 0)
        {
            foreach (var sentence in faults)
            {
                await errors.WriteLineAsync(sentence);
            }

            return 1;
        }

        if (SamplerRights.GiveUp(settings.User, settings.SharedMemory) is { } fault)
        {
            await errors.WriteLineAsync(fault);
            return 1;
        }

        try
        {
            AddLogging(builder.Logging);
            AddServices(builder.Services, settings, new BootTime(settings.ProcRoot));
            using var host = builder.Build();
            await host.RunAsync();
            return 0;
        }
        catch (IOException failure)
        {
            await errors.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static void AddLogging(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static void AddServices(IServiceCollection services, SamplerSettings settings, BootTime boot)
    {
        // Where systemd has started it, it is told when the sampler runs.
        services.AddSystemd();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new ProcessTable(settings.ProcRoot, boot, new UserNames("/etc/passwd"), Environment.ProcessId));
        services.AddSingleton(new Outbox(settings.BufferedSnapshots, settings.BufferedMegabytes * 1024L * 1024));
        services.AddSingleton<ISessionOutput>(provider => provider.GetRequiredService<Outbox>());
        // The costs ask whether the operations work only when they are measured: the catalog needs them first.
        services.AddSingleton(provider => new HostCosts(new CostWorkload(
            provider.GetRequiredService<TimeProvider>(),
            () => provider.GetRequiredService<OperationsCatalog>().ObstacleOf(OperationsKind.PageTable)).Measure));
        services.AddSingleton(provider => new OperationsCatalog(
            SourceKinds.All(settings.ProcRoot, "/sys", provider.GetRequiredService<TimeProvider>(), settings.MaxPercent, () => provider.GetRequiredService<HostCosts>().Steps)));
        services.AddSingleton<EndedMemory>();
        services.AddSingleton(provider => new SessionServices(
            provider.GetRequiredService<ProcessTable>(),
            provider.GetRequiredService<ISessionOutput>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SamplerSession>>(),
            settings.MaxSessions,
            provider.GetRequiredService<EndedMemory>()));
        services.AddSingleton<SessionManager>();
        services.AddSingleton(SamplerIdentity.Read(settings.ProcRoot));
        services.AddSingleton<Attention>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<UnattendedEnd>(provider, TimeSpan.FromSeconds(settings.UnattendedSeconds)));
        services.AddHostedService<CostsAtStart>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ServerLink>(provider, settings.Socket));
    }
}
