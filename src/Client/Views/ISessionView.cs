using Damon.Client.Addresses;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Viewports;

namespace Damon.Client.Views;

/// <summary>One way of looking at a target: as it comes, or as it was recorded. Knows no components.</summary>
public interface ISessionView : IDisposable
{
    /// <summary>Whether what is shown stands still.</summary>
    bool IsRecorded { get; }

    /// <summary>The visible part.</summary>
    ViewRange View { get; }

    /// <summary>All there is to see.</summary>
    ViewRange All { get; }

    /// <summary>The address axis.</summary>
    AddressAxis Axis { get; }

    /// <summary>The cells to draw; null leaves what is drawn.</summary>
    IColumnSource? Source { get; }

    /// <summary>The cells to look up what is under the pointer; null when there are none yet.</summary>
    IColumnSource? HoverSource { get; }

    /// <summary>The lines below the picture.</summary>
    LineSeries Lines { get; }

    /// <summary>The numbers beside the picture.</summary>
    SessionFigures Figures { get; }

    /// <summary>Whether a part of the recording is being fetched.</summary>
    bool Loading { get; }

    /// <summary>Shows another part.</summary>
    Task ShowAsync(ViewRange view);

    /// <summary>Shows a part that the page's address asks for, without making it a step.</summary>
    /// <param name="view">The part.</param>
    /// <param name="atUs">Where the play head goes, Unix microseconds; null for the end.</param>
    Task ApplyAsync(ViewRange view, long? atUs);

    /// <summary>Shows another length of time, microseconds: a live picture's window, or the last part of what is shown.</summary>
    Task SetWindowAsync(long windowUs);

    /// <summary>Zooms time; a factor below 1 zooms in.</summary>
    Task ZoomAsync(double factor);

    /// <summary>Shows everything.</summary>
    Task FitAsync();

    /// <summary>The cells are to tell another thing.</summary>
    Task RemeasureAsync();

    /// <summary>The plot has another size.</summary>
    Task ResizedAsync();

    /// <summary>Loads the snapshot that the tables show, where it is not the newest.</summary>
    Task RefreshDetailAsync();
}
