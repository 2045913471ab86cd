using System.Globalization;
using Damon.Client.Times;
using Damon.Client.Views;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Times;

/// <summary>Says what time is shown (live, paused or replay), and moves in it.</summary>
public sealed partial class TimeBar : ComponentBase
{
    private string _from = "";
    private string _to = "";

    /// <summary>What is shown.</summary>
    [Parameter, EditorRequired] public SessionController Controller { get; set; } = null!;

    /// <summary>Raised when something has changed that the page's address holds.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    private string? Fault { get; set; }

    private double Position => Controller.Clock.PositionUs - Controller.Clock.FromUs;

    private int Scrub => (int)Math.Round(1_000 * Position / Math.Max(1, Controller.Clock.LengthUs));

    private string Speed => Controller.Clock.Speed?.ToString(CultureInfo.InvariantCulture) ?? "fit";

    private static string TimeTitle { get; } = $"Give {TimeEntry.Forms}";

    private string Preset
    {
        get
        {
            var (view, all) = (Controller.View, Controller.All);
            if (Controller.Mode == PageMode.Live)
            {
                return Controller.WindowUs.ToString(CultureInfo.InvariantCulture);
            }

            return view.FromUs <= all.FromUs && view.ToUs >= all.ToUs ? "all"
                : ViewSettings.Windows.FirstOrDefault(w => Math.Abs(w - view.WidthUs) < 1_000) is > 0 and var same ? same.ToString(CultureInfo.InvariantCulture)
                : "";
        }
    }

    // A session younger than its window is shown wider: then the choice is not what is seen.
    private string WindowText(long window)
    {
        var isShort = Controller.Mode == PageMode.Live && window == Controller.WindowUs && Controller.View.WidthUs < window * 0.99;
        return (Controller.Mode == PageMode.Live ? "" : "last ") + Durations.Text(window) + (isShort ? $" ({Durations.Text(Controller.View.WidthUs)} so far)" : "");
    }

    private double? Read(string? text) => TimeEntry.Read(text, Controller.Time, Controller.All.FromUs, Controller.All.ToUs);

    private Task Pause()
    {
        Controller.Pause();
        return Changed.InvokeAsync();
    }

    private async Task FollowAsync()
    {
        await Controller.FollowAsync();
        await Changed.InvokeAsync();
    }

    private Task Seek(ChangeEventArgs change)
    {
        var part = double.Parse((string)change.Value!, CultureInfo.InvariantCulture) / 1_000;
        return Controller.SeekAsync(Controller.Clock.FromUs + (part * Controller.Clock.LengthUs));
    }

    private void SetSpeed(ChangeEventArgs change)
        => Controller.SetSpeed(double.TryParse((string?)change.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var speed) ? speed : null);

    private Task Jump(ChangeEventArgs change)
    {
        var us = Read((string?)change.Value);
        Fault = us is null ? $"Jump to {TimeEntry.Forms}." : null;
        return us is { } head ? Controller.SeekAsync(head) : Task.CompletedTask;
    }

    private async Task SetWindow(ChangeEventArgs change)
    {
        if (long.TryParse((string?)change.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var window))
        {
            await Controller.SetWindowAsync(window);
        }
        else
        {
            await Controller.ShowAsync(Controller.All with { Bottom = Controller.View.Bottom, Top = Controller.View.Top });
        }

        await Changed.InvokeAsync();
    }

    private async Task ShowRange()
    {
        if (Read(_from) is not { } left || Read(_to) is not { } right)
        {
            Fault = $"For both times, give {TimeEntry.Forms}.";
            return;
        }

        if (right <= left)
        {
            Fault = "The second time must be after the first.";
            return;
        }

        var (first, last) = (Controller.All.FromUs, Controller.All.ToUs);
        if (right <= first || left >= last)
        {
            Fault = $"Nothing was recorded then: the recording reaches from {Controller.Time.Clock(first)} to {Controller.Time.Clock(last)}.";
            return;
        }

        Fault = null;
        await Controller.ShowAsync(Controller.View with { FromUs = left, ToUs = right });
    }
}
