using System.Threading.RateLimiting;
using Damon.Server.Configuration;
using Damon.Server.Security.Roles;

namespace Damon.Server.Security.Tokens;

/// <summary>
/// Bounds how often a wrong token can be shown, from one address and in all. Where the bound is reached no token is looked at,
/// not even the right one: else guessing could go on. Browsers that are signed in show none.
/// </summary>
internal sealed class FailureThrottle : IDisposable
{
    /// <summary>So many times as many in all as from one address.</summary>
    private const int AddressesAtOnce = 10;

    private readonly PartitionedRateLimiter<HttpContext> _ofAddress;
    private readonly PartitionedRateLimiter<HttpContext> _inAll;
    private readonly PartitionedRateLimiter<HttpContext> _both;

    public FailureThrottle(DamonSettings settings)
    {
        var most = settings.Auth.FailuresPerMinute;
        RetryAfter = TimeSpan.FromMinutes(1) / most;
        _ofAddress = PartitionedRateLimiter.Create<HttpContext, string>(
            context => RateLimitPartition.GetTokenBucketLimiter(CallerAddress.Network(context), _ => Bucket(most)));
        _inAll = PartitionedRateLimiter.Create<HttpContext, string>(
            _ => RateLimitPartition.GetTokenBucketLimiter("all", _ => Bucket(most * AddressesAtOnce)));
        _both = PartitionedRateLimiter.CreateChained(_ofAddress, _inAll);
    }

    /// <summary>Time after which one more may be tried.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether a token of this caller is looked at.</summary>
    /// <remarks>To ask for no permit succeeds as soon as a part of one has come back; only whole ones count.</remarks>
    public bool Allows(HttpContext context) => _both.GetStatistics(context) is not { CurrentAvailablePermits: < 1 };

    /// <summary>The caller has shown a wrong one.</summary>
    public void Failed(HttpContext context) => _both.AttemptAcquire(context).Dispose();

    public void Dispose()
    {
        // The chain leaves those that it is made of to their maker.
        _both.Dispose();
        _ofAddress.Dispose();
        _inAll.Dispose();
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
    };
}
