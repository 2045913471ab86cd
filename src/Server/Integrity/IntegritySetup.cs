namespace Damon.Server.Integrity;

/// <summary>The services that find damage and tell it.</summary>
internal static class IntegritySetup
{
    public static void AddIntegrity(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IntegrityReport>();
        builder.Services.AddSingleton<IntegrityCheck>();
        builder.Services.AddHostedService(static services => services.GetRequiredService<IntegrityCheck>());
    }

    /// <summary>Behind what answers faults: they pass through.</summary>
    public static void UseDamageNotes(this WebApplication app) => app.UseMiddleware<DamageNotes>();
}
