namespace Damon.Client.Tables.Regions;

/// <summary>What a table of regions can be sorted by.</summary>
public enum RegionColumn
{
    /// <summary>Start address.</summary>
    Address,

    /// <summary>Name of the mapping.</summary>
    Mapping,

    /// <summary>Size.</summary>
    Size,

    /// <summary>Access rate, of what could be observed.</summary>
    Rate,

    /// <summary>Samples that found it accessed.</summary>
    Accesses,

    /// <summary>How long the rate has stayed about the same.</summary>
    Age,
}
