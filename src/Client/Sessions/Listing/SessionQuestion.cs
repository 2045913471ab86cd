namespace Damon.Client.Sessions.Listing;

/// <summary>What a dialog over the list of sessions is for.</summary>
public enum SessionQuestion
{
    /// <summary>Reading and writing notes.</summary>
    Notes,

    /// <summary>Choosing a download.</summary>
    Export,

    /// <summary>Confirming a deletion.</summary>
    Delete,
}
