namespace Damon.Client.Sessions.Lenses;

/// <summary>Where a lens is in its life.</summary>
public enum LensState
{
    /// <summary>It has been asked for.</summary>
    Opening,

    /// <summary>Its pages are told.</summary>
    Open,

    /// <summary>It was not to be had.</summary>
    Refused,

    /// <summary>It has ended before it was closed: with its process, with the session, or because another took its place.</summary>
    Ended,
}
