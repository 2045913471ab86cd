using System.Globalization;
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

    private string Sign => Controller.Mode switch
    {
        PageMode.Live => "● Live",
        PageMode.Paused => Controller.Clock.Playing ? "▶ Replay, the session goes on" : "❚❚ Paused, the session goes on",
        _ => "▶ Replay",
    };

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
        => Durations.TryParseClock((string?)change.Value, out var us) ? Controller.SeekAsync(Controller.Clock.FromUs + us) : Task.CompletedTask;

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
        var start = Controller.FirstUs ?? 0;
        if (!Durations.TryParseClock(_from, out var left) || !Durations.TryParseClock(_to, out var right))
        {
            Fault = "Give both times since the start, such as 1:05 for a minute and five seconds.";
            return;
        }

        if (right <= left)
        {
            Fault = "The second time must be after the first.";
            return;
        }

        Fault = null;
        await Controller.ShowAsync(Controller.View with { FromUs = start + left, ToUs = start + right });
    }
}
