namespace Damon.Fuzz.Wire;

/// <summary>What became of a call behind an input.</summary>
internal enum HubAnswer
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>The other end has closed the connection.</summary>
    Closed,

    /// <summary>Nothing is read of this connection any more.</summary>
    Stalled,
}
