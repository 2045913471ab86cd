using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>How far a session is in its life, by the table of <see cref="SessionLife"/>. A value: every step gives a new one.</summary>
internal sealed record SessionProgress
{
    private (SessionEvent What, string Reason)? AskedEnd { get; init; }

    /// <summary>The state.</summary>
    public SessionState State { get; private init; } = SessionState.Starting;

    /// <summary>Why it has ended, as a sentence; null while it has not.</summary>
    public string? EndedBecause { get; private init; }

    /// <summary>When it has ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>It samples; null when it can't begin any more.</summary>
    public SessionProgress? Begin() => After(SessionEvent.Sampling);

    /// <summary>Somebody asks for the end; null when that can't be asked for now.</summary>
    /// <param name="what">What that end will be: <see cref="SessionEvent.Ended"/> or <see cref="SessionEvent.Lost"/>.</param>
    /// <param name="reason">Why, as a sentence.</param>
    public SessionProgress? AskEnd(SessionEvent what, string reason)
        => After(SessionEvent.StopAsked) is { } asked ? asked with { AskedEnd = (what, reason) } : null;

    /// <summary>Sampling has ended: as asked, or for a reason of its own.</summary>
    /// <param name="end">What the source says of it.</param>
    /// <param name="at">The time of day.</param>
    public SessionProgress End(MonitoringEnd end, DateTimeOffset at)
    {
        var (what, reason) = AskedEnd is { } asked && end == MonitoringEnd.Asked
            ? asked
            : (end.Failed ? SessionEvent.Failed : SessionEvent.Ended, end.Reason);
        return (After(what) ?? this) with { EndedBecause = reason, EndedAt = at };
    }

    private SessionProgress? After(SessionEvent what) => SessionLife.Next(State, what) is { } next ? this with { State = next } : null;
}
