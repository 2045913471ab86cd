namespace Damon.Server.Limits;

/// <summary>The services of memory limits.</summary>
internal static class LimitsSetup
{
    public static void AddLimits(this WebApplicationBuilder builder) => builder.Services.AddSingleton<KnownLimits>();
}
