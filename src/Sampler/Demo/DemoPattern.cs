namespace Damon.Sampler.Demo;

/// <summary>
/// What the demo accesses when: eight areas of which one is hot, for a few seconds each, and another one warm; a window
/// that wanders up and down through an area of its own; and a small area that is always hot.
/// </summary>
internal sealed class DemoPattern
{
    internal const int StairAreas = 8;
    internal const long AreaSize = 32L << 20;
    internal const long WindowSize = 4L << 20;
    internal const long IndexSize = 4L << 20;
    internal static readonly TimeSpan StairTime = TimeSpan.FromSeconds(4);
    internal static readonly TimeSpan WindowPeriod = TimeSpan.FromSeconds(16);

    internal DemoPattern()
    {
        var stairs = Enumerable.Range(0, StairAreas)
            .Select(i => new DemoArea($"demo area {i + 1}", i * AreaSize, (i + 1) * AreaSize)).ToArray();
        Window = new DemoArea("demo wandering window", stairs[^1].End, stairs[^1].End + AreaSize);
        Index = new DemoArea("demo index", Window.End, Window.End + IndexSize);
        Areas = [.. stairs, Window, Index];
    }

    /// <summary>All areas, in address order without holes: the stairs, the window's area, the index.</summary>
    internal IReadOnlyList<DemoArea> Areas { get; }

    internal DemoArea Window { get; }

    internal DemoArea Index { get; }

    /// <summary>Which area is hot.</summary>
    internal static int HotAt(TimeSpan elapsed) => (int)(elapsed.Ticks / StairTime.Ticks % StairAreas);

    /// <summary>Which area is warm: always the one half the stairs away.</summary>
    internal static int WarmAt(TimeSpan elapsed) => (HotAt(elapsed) + StairAreas / 2) % StairAreas;

    /// <summary>Where the window begins: it goes up in the first half of its period and down in the second.</summary>
    internal long WindowStartAt(TimeSpan elapsed)
    {
        var phase = (double)(elapsed.Ticks % WindowPeriod.Ticks) / WindowPeriod.Ticks;
        var height = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
        var offset = (long)(height * (Window.Size - WindowSize));
        return Window.Start + offset / DemoMemory.PageSize * DemoMemory.PageSize;
    }
}
