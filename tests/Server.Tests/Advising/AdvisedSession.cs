using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Advising;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;

namespace Damon.Server.Tests.Advising;

/// <summary>Looks of a made-up process, every ten seconds: a heap and a library.</summary>
internal static class AdvisedSession
{
    public const int PagesPerMiB = 256;
    public const ulong HeapStart = 0x10_0000;
    public const ulong LibraryStart = 0x7f00_0000_0000;

    /// <summary>2025-11-29 10:00:00 UTC.</summary>
    public const long StartUs = 1_764_410_400_000_000;

    /// <summary>Index of what was accessed within a second, in one to two minutes, in one to six hours, and not at all.</summary>
    public const int Used = 0, Minutes = 6, Hours = 11, Never = 13;

    private const ulong HeapEnd = 0x8000_0000;
    private const ulong LibraryEnd = 0x7f00_4000_0000;

    public static MappingSet Mappings(int target = 0) => new()
    {
        Target = target,
        AtUs = StartUs,
        Mappings =
        [
            new Mapping(HeapStart, HeapEnd, "rw-p", "[heap]", MappingKind.Heap),
            new Mapping(LibraryStart, LibraryEnd, "r--p", "/usr/lib/libbig.so.1", MappingKind.File),
        ],
    };

    /// <summary>A look.</summary>
    /// <param name="second">Seconds of watching by then.</param>
    /// <param name="heap">MiB of the heap, by age.</param>
    /// <param name="library">MiB of the library that have not been touched.</param>
    /// <param name="target">Index of the target.</param>
    public static IdleMessage Look(int second, (int Age, double MiB)[] heap, double library = 0, int target = 0) => IdleSamples.Message(
        StartUs + (second * 1_000_000L),
        target,
        IdleSamples.Piece(HeapStart, HeapEnd, [.. heap.Select(one => (one.Age, (int)(one.MiB * PagesPerMiB)))]),
        IdleSamples.Piece(LibraryStart, LibraryEnd, (Never, (int)(library * PagesPerMiB)))) with
    {
        WatchedUs = second * 1_000_000L,
    };

    /// <summary>Pushes mappings and looks of a session, and stops it.</summary>
    public static async Task<string> RecordAsync(TestServer server, FakeSampler sampler, params IEnumerable<IdleMessage> looks)
    {
        Assert.Equal(Never, IdleScale.Counts - 1);
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, Mappings());
        await sampler.PushAllAsync(session.Id, looks);
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        return session.Id;
    }

    public static Task<AdviceAnswer> AskAsync(TestServer server, string session, string query = "") => server.GetAsync<AdviceAnswer>($"sessions/{session}/advice{query}");
}
