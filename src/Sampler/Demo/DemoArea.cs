namespace Damon.Sampler.Demo;

/// <summary>One named area <c>[Start, End)</c> of the demo's memory, offsets in bytes.</summary>
internal readonly record struct DemoArea(string Name, long Start, long End)
{
    internal long Size => End - Start;
}
