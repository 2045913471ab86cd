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
            Add(limits, Pictures, settings.Heavy.Pictures, settings.Heavy.Waiting);
            Add(limits, Transfers, settings.Heavy.Transfers, settings.Heavy.Waiting);
            var others = limits.OnRejected;
            limits.OnRejected = (rejected, cancellation) => PolicyOf(rejected.HttpContext) switch
            {
                Pictures => RefuseAsync(rejected.HttpContext, $"More than {settings.Heavy.Waiting} pictures and reports wait to be made", "Pictures"),
                Transfers => RefuseAsync(rejected.HttpContext, $"More than {settings.Heavy.Waiting} exports and imports wait for their turn", "Transfers"),
                _ => others?.Invoke(rejected, cancellation) ?? ValueTask.CompletedTask,
            };
        });
    }

    /// <summary>A picture or a report: as many at once as there are processors for.</summary>
    public static RouteHandlerBuilder IsHeavy(this RouteHandlerBuilder endpoint) => Mark(endpoint, Pictures);

    /// <summary>An export or an import: takes as long as the other end does.</summary>
    public static RouteHandlerBuilder IsTransfer(this RouteHandlerBuilder endpoint) => Mark(endpoint, Transfers);

    private static RouteHandlerBuilder Mark(RouteHandlerBuilder endpoint, string policy)
        => endpoint.RequireRateLimiting(policy).AddEndpointFilter<MemoryReturn.Filter>().ProducesProblem(429);

    private static void Add(RateLimiterOptions limits, string policy, int atOnce, int waiting) => limits.AddPolicy(policy, _ => RateLimitPartition.GetConcurrencyLimiter(
        policy, _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst }));

    private static string? PolicyOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName;

    private static async ValueTask RefuseAsync(HttpContext context, string what, string key)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await Problem.Of(StatusCodes.Status429TooManyRequests, $"{what} already. Try again in some seconds, or raise Damon:Heavy:{key} where there is memory for it.")
            .ToResult().ExecuteAsync(context);
    }
}
