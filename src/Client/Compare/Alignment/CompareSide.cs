namespace Damon.Client.Compare.Alignment;

/// <summary>One of the two things that are compared.</summary>
public enum CompareSide
{
    /// <summary>The first, from which the second is taken away.</summary>
    A,

    /// <summary>The second.</summary>
    B,
}
