namespace Damon.Server.Imports.Formats;

/// <summary>How places in a file are named.</summary>
internal enum PlaceKind
{
    /// <summary>By record, snapshot and region, each from 1.</summary>
    Element,

    /// <summary>By the line, from 1.</summary>
    Line,

    /// <summary>By the byte, from 0, as tools that show bytes count.</summary>
    Byte,
}
