namespace Damon.Client.Charts;

/// <summary>What dragging in the picture does.</summary>
public enum DragMode
{
    /// <summary>Zooms into the box drawn.</summary>
    Zoom,

    /// <summary>Moves the picture.</summary>
    Pan,

    /// <summary>Selects what is in the box drawn.</summary>
    Select,
}
