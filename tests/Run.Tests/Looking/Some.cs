using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Run.Api;
using Damon.Run.Looking.Figures;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;

namespace Damon.Run.Tests.Looking;

/// <summary>Figures to show.</summary>
internal static class Some
{
    public const long MiB = 1 << 20;

    // 12:05:10 on a day.
    public const long AtUs = 1_800_014_710_000_000;

    public static MemoryUse Use(long holds, long? needs, long? idle, long unknown = 0) => new(
        holds * MiB,
        needs is { } used ? new Estimate(used * MiB, MiB / 2, 60) : null,
        idle is { } unused ? new Estimate(unused * MiB, MiB, 600) : null,
        unknown * MiB);

    public static TargetResource Target(int index, string name) => new() { Index = index, Pid = 100 + index, Name = name, CommandLine = $"/usr/bin/{name} --serve" };

    public static SessionResource Session(params string[] names) => new()
    {
        Id = "7-a",
        Name = string.Join(", ", names),
        State = SessionState.Running,
        Targets = [.. names.Select((name, index) => Target(index, name))],
        Cost = new SessionCost { SamplerPercent = 0.8 },
    };

    public static LookMoment OneProcess(string name = "redis-server") => new(Session(name), [Target(0, name)])
    {
        AtUs = AtUs,
        Whole = Use(256, 64, 190),
        Mappings =
        [
            Mapping(0x5000_0000, 60 * MiB, "[heap]", MappingKind.Heap, Use(50, 4, 45)),
            Mapping(0x7f00_0000_0000, 200 * MiB, "", MappingKind.Anonymous, Use(200, 59, 140)),
            Mapping(0x7f10_0000_0000, 2 * MiB, "/usr/lib/x86_64-linux-gnu/libc.so.6", MappingKind.File, Use(2, 1, 1)),
            Mapping(0x7f10_0020_0000, 2 * MiB, "/usr/lib/x86_64-linux-gnu/libc.so.6", MappingKind.File, Use(1, 0, 1)),
            Mapping(0x7f20_0000_0000, 4 * MiB, "", MappingKind.Anonymous, Use(3, 0, 3)),
        ],
        Limit = new MemoryLimit(0, null, "/system.slice/redis.service", 2, 512 * MiB, 260 * MiB),
    };

    public static LookMoment Several(params string[] names) => OneProcess() with
    {
        Session = Session(names),
        Targets = [.. names.Select((name, index) => Target(index, name))],
        Processes = [.. names.Select((name, index) => new ProcessUse(Target(index, name), Use(10 * (index + 1), 10 - index, index)))],
    };

    public static MappingUse Mapping(ulong start, long size, string name, MappingKind? kind, MemoryUse use) => new(start, start + (ulong)size, name, kind, use);

    /// <summary>What a terminal of this size would show.</summary>
    public static string[] Lines(IRenderable screen, int width, int height = 50)
    {
        using var console = new TestConsole().Size(new Spectre.Console.Size(width, height));
        console.Write(screen);
        return [.. console.Output.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }
}
