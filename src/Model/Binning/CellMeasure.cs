namespace Damon.Model.Binning;

/// <summary>What the cells of a picture tell.</summary>
public enum CellMeasure
{
    /// <summary>How often memory was found accessed, percent of the observed samples.</summary>
    Rate,

    /// <summary>How much of it was accessed within an aggregation interval, percent; unknown where that was not estimated.</summary>
    Touched,

    /// <summary>For how long it has not been found accessed, seconds; 0 where it was within the interval.</summary>
    Idle,
}
