using System.Threading.RateLimiting;

namespace Damon.Server.Heavy;

/// <summary>
/// Bounds how many have a place at once, how many wait for one, and for how long: whoever holds a place for as long as a slow
/// receiver likes must not keep the others waiting without an answer.
/// </summary>
/// <param name="atOnce">Places.</param>
/// <param name="waiting">How many may wait for one.</param>
/// <param name="patience">How long each waits, then it is refused.</param>
/// <param name="time">The clock.</param>
internal sealed class PatientLimiter(int atOnce, int waiting, TimeSpan patience, TimeProvider time) : RateLimiter
{
    private static readonly RateLimitLease NotInTime = new TooLate();
    private readonly ConcurrencyLimiter _places = new(new()
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <inheritdoc/>
    public override TimeSpan? IdleDuration => _places.IdleDuration;

    /// <inheritdoc/>
    public override RateLimiterStatistics? GetStatistics() => _places.GetStatistics();

    /// <inheritdoc/>
    protected override RateLimitLease AttemptAcquireCore(int permitCount) => _places.AttemptAcquire(permitCount);

    /// <inheritdoc/>
    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        using var patient = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            return await _places.AcquireAsync(permitCount, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NotInTime;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _places.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>No place became free in time.</summary>
    public sealed class TooLate : RateLimitLease
    {
        /// <inheritdoc/>
        public override bool IsAcquired => false;

        /// <inheritdoc/>
        public override IEnumerable<string> MetadataNames => [];

        /// <inheritdoc/>
        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
