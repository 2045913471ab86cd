using Damon.Client.Charts;
using Damon.Client.PicturePages;
using Damon.Client.Viewports;

namespace Damon.Client.Tests.PicturePages;

/// <summary>Keeps what it was told to do.</summary>
internal sealed class FakePage : IPicturePage
{
    public List<string> Done { get; } = [];

    public ViewRange View { get; set; } = new(0, 10e6, 0.4, 0.6);

    public ViewRange Shown { get; private set; }

    public bool Zoomed { get; set; }

    public bool CanGoBack { get; set; }

    public DragMode Drag { get; set; }

    public Task ShowAsync(ViewRange view)
    {
        Shown = view;
        return Did("show");
    }

    public Task ZoomAsync(double factor) => Did(factor < 1 ? "zoom in" : "zoom out");

    public Task FitAsync() => Did("fit");

    public Task BackAsync() => Did("back");

    public void ShowHelp() => Done.Add("help");

    public Task SavePictureAsync() => Did("save");

    private Task Did(string what)
    {
        Done.Add(what);
        return Task.CompletedTask;
    }
}
