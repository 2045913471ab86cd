using Damon.Client.Charts;
using Damon.Client.Viewports;

namespace Damon.Client.PicturePages;

/// <summary>What keys and toolbar do on every page with pictures.</summary>
public interface IPicturePage
{
    /// <summary>The visible part.</summary>
    ViewRange View { get; }

    /// <summary>Whether a part only is shown.</summary>
    bool Zoomed { get; }

    /// <summary>Whether there is a view before this one.</summary>
    bool CanGoBack { get; }

    /// <summary>What dragging does.</summary>
    DragMode Drag { get; set; }

    /// <summary>Shows another part.</summary>
    Task ShowAsync(ViewRange view);

    /// <summary>Zooms time.</summary>
    /// <param name="factor">Below 1 zooms in.</param>
    Task ZoomAsync(double factor);

    /// <summary>Shows everything.</summary>
    Task FitAsync();

    /// <summary>Goes back to the view before; does nothing without one.</summary>
    Task BackAsync();

    /// <summary>Shows the list of keys.</summary>
    void ShowHelp();

    /// <summary>Saves the picture as a file.</summary>
    Task SavePictureAsync();
}
