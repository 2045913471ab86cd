namespace Damon.Model.Sessions;

/// <summary>What can happen to a session.</summary>
public enum SessionEvent
{
    /// <summary>The sampler says that it samples.</summary>
    Sampling,

    /// <summary>Somebody asked for the end.</summary>
    StopAsked,

    /// <summary>The end that was asked for could not be had: it goes on.</summary>
    StopRefused,

    /// <summary>Sampling has ended as asked, or because every target is gone.</summary>
    Ended,

    /// <summary>A fault has ended sampling.</summary>
    Failed,

    /// <summary>Server or sampler went away.</summary>
    Lost,

    /// <summary>The sampler is back and has gone on sampling.</summary>
    Returned,
}
