namespace Damon.Client.Tables.Mappings;

/// <summary>What a table of mappings can be sorted by.</summary>
public enum MappingColumn
{
    /// <summary>Access rate times bytes, then the rate.</summary>
    Heat,

    /// <summary>Name.</summary>
    Name,

    /// <summary>Bytes monitored.</summary>
    Size,

    /// <summary>Share of bytes accessed.</summary>
    Use,

    /// <summary>Mean access rate.</summary>
    Rate,

    /// <summary>Bytes idle, then the longest time idle.</summary>
    Idle,

    /// <summary>Longest time idle.</summary>
    IdleFor,
}
