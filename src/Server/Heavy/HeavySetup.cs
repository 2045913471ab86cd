using System.Globalization;
using System.Threading.RateLimiting;
using Damon.Server.Configuration;
using Damon.Server.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace Damon.Server.Heavy;

/// <summary>
/// Bounds what heavy requests take together: of each kind some are answered at once, from the first byte read to the last byte
/// sent, some wait for their turn, and what comes beyond is told to come again.
/// </summary>
internal static class HeavySetup
{
    private const string Pictures = "pictures";
    private const string Transfers = "transfers";
    private const int RetryAfterSeconds = 2;

    public static void AddHeavy(this WebApplicationBuilder builder, DamonSettings settings)
    {
        builder.Services.AddSingleton<MemoryReturn>();
        builder.Services.Configure<RateLimiterOptions>(limits =>
        {
            Add(limits, Pictures, settings.Heavy.Pictures, settings.Heavy);
            Add(limits, Transfers, settings.Heavy.Transfers, settings.Heavy);
            var others = limits.OnRejected;
            limits.OnRejected = (rejected, cancellation) => PolicyOf(rejected.HttpContext) switch
            {
                Pictures => RefuseAsync(rejected, settings.Heavy, "pictures and reports", "Pictures"),
                Transfers => RefuseAsync(rejected, settings.Heavy, "exports and imports", "Transfers"),
                _ => others?.Invoke(rejected, cancellation) ?? ValueTask.CompletedTask,
            };
        });
    }

    /// <summary>A picture or a report: as many at once as there are processors for.</summary>
    public static RouteHandlerBuilder IsHeavy(this RouteHandlerBuilder endpoint) => Mark(endpoint, Pictures);

    /// <summary>An export or an import: takes as long as the other end does.</summary>
    public static RouteHandlerBuilder IsTransfer(this RouteHandlerBuilder endpoint) => Mark(endpoint, Transfers).AddEndpointFilter<StallFilter>();

    private static RouteHandlerBuilder Mark(RouteHandlerBuilder endpoint, string policy)
        => endpoint.RequireRateLimiting(policy).AddEndpointFilter<MemoryReturn.Filter>().ProducesProblem(429);

    private static void Add(RateLimiterOptions limits, string policy, int atOnce, HeavySettings heavy) => limits.AddPolicy(policy, context => RateLimitPartition.Get(
        policy, _ => new PatientLimiter(atOnce, heavy.Waiting, heavy.Wait, context.RequestServices.GetRequiredService<TimeProvider>())));

    private static string? PolicyOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, HeavySettings heavy, string what, string key)
    {
        var context = rejected.HttpContext;
        var why = rejected.Lease is PatientLimiter.TooLate
            ? string.Create(CultureInfo.InvariantCulture, $"Other {what} took all places for {heavy.Wait.TotalSeconds:0.#} s")
            : $"More than {heavy.Waiting} {what} wait for their turn already";
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        await Problem.Of(StatusCodes.Status429TooManyRequests, $"{why}. Try again in some seconds, or raise Damon:Heavy:{key} where there is memory for it.")
            .ToResult().ExecuteAsync(context);
    }
}
