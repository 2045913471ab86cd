using Spectre.Console;
using Spectre.Console.Rendering;

namespace Damon.Run.Looking.Top;

/// <summary>How screens follow each other: on a terminal in one place, elsewhere below each other.</summary>
internal static class TopDisplay
{
    /// <summary>Whether a screen can take the place of the one before.</summary>
    public static bool IsLive(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, AlternateBuffer: true };

    /// <summary>Runs <paramref name="run"/> with something that shows screens.</summary>
    public static async Task<T> RunAsync<T>(IAnsiConsole console, Func<Action<IRenderable, bool>, Task<T>> run)
    {
        if (!IsLive(console))
        {
            return await run((screen, _) =>
            {
                console.Write(screen);
                console.WriteLine();
            });
        }

        var result = default(T);
        console.AlternateScreen(() => result = LiveAsync(console, run).GetAwaiter().GetResult());
        return result!;
    }

    private static Task<T> LiveAsync<T>(IAnsiConsole console, Func<Action<IRenderable, bool>, Task<T>> run) =>
        console.Live(Text.Empty).Overflow(VerticalOverflow.Crop).Cropping(VerticalOverflowCropping.Bottom).StartAsync(live => run((screen, resized) =>
        {
            if (resized)
            {
                // What was drawn for another size is in other places now.
                console.Clear(home: true);
            }

            live.UpdateTarget(screen);
        }));
}
