using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsCheck;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Operations.Ranges;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Operations.Ranges;

public sealed partial class GapSearchTests
{
    // Sizes from a page to terabytes, many of them equal, many gaps of nothing.
    private static readonly Gen<ulong> Sizes = Gen.OneOf(
        Gen.ULong[1, 3],
        Gen.ULong[1, 1_000],
        Gen.Int[0, 33].Select(bits => 1UL << bits),
        Gen.ULong[1, 1UL << 34]);

    private static readonly Gen<AddressRange[]> Layouts =
        Gen.Select(Sizes, Gen.OneOf(Gen.Const(0UL), Sizes)).List[0, 40].Select(parts =>
        {
            var mappings = new List<AddressRange>();
            var cursor = 0x10000UL;
            foreach (var (pages, gap) in parts)
            {
                var start = cursor + (gap * Pages.Size);
                var end = start + (pages * Pages.Size);
                if (end >= 1UL << 47)
                {
                    break;
                }

                mappings.Add(new AddressRange(start, end));
                cursor = end;
            }

            return mappings.ToArray();
        });

    [Fact]
    public void Search_AnyLayout_FindsWhatAWalkFinds()
        => Layouts.Sample(
            mappings =>
            {
                var walked = new AddressRange[3];
                var found = new AddressRange[3];
                var expected = Walk(mappings, walked);
                var result = new GapSearch(maxProbes: 1_000_000).Search(new FakeProbe(mappings), found);
                Assert.Equal(expected ? GapSearchResult.Found : GapSearchResult.NoGaps, result);
                Assert.Equal(walked, found);
            },
            iter: 2_000);

    [Fact]
    public void Search_EqualGaps_TakesTheLowerOnesAsAWalkDoes()
    {
        AddressRange[] mappings = [.. Enumerable.Range(0, 8).Select(i => new AddressRange(Page(1 + (4 * i)), Page(2 + (4 * i))))];
        var walked = new AddressRange[3];
        var found = new AddressRange[3];
        Assert.True(Walk(mappings, walked));
        Assert.Equal(GapSearchResult.Found, new GapSearch().Search(new FakeProbe(mappings), found));
        Assert.Equal(walked, found);
        Assert.Equal(new AddressRange(Page(1), Page(2)), found[0]);
    }

    [Fact]
    public void Search_SixtyTimesTheMappings_AsksNoMoreThanTwice()
    {
        var few = Probes(1_000);
        var many = Probes(60_000);
        Assert.InRange(many, 1, 2 * few);
        Assert.InRange(many, 1, 300);

        static int Probes(int count)
        {
            var search = new GapSearch();
            var mappings = Process(count);
            var found = new AddressRange[3];
            var walked = new AddressRange[3];
            Assert.True(Walk(mappings, walked));
            Assert.Equal(GapSearchResult.Found, search.Search(new FakeProbe(mappings), found));
            Assert.Equal(walked, found);
            return search.Probes;
        }
    }

    [Fact]
    public void Search_GapsTooAlike_GivesUpInsteadOfAskingForEachMapping()
    {
        AddressRange[] mappings = [.. Enumerable.Range(0, 60_000).Select(i => new AddressRange(Page(1 + (2 * i)), Page(2 + (2 * i))))];
        var search = new GapSearch();
        Assert.Equal(GapSearchResult.TooMany, search.Search(new FakeProbe(mappings), new AddressRange[3]));
        Assert.InRange(search.Probes, 1, GapSearch.DefaultMaxProbes + 1);
    }

    [Fact]
    public void Search_FiveLevelAddressSpace_ReachesItsTop()
    {
        AddressRange[] mappings = [new(Page(1), Page(2)), new(1UL << 50, (1UL << 50) + Pages.Size), new((1UL << 56) - (2 * Pages.Size), (1UL << 56) - Pages.Size)];
        var found = new AddressRange[3];
        Assert.Equal(GapSearchResult.Found, new GapSearch().Search(new FakeProbe(mappings), found));
        Assert.Equal(mappings, found);
    }

    [Fact]
    public void Search_AnswersThatChange_EndsAllTheSame()
        => Gen.ULong.Sample(seed =>
        {
            var random = new Xoshiro256(seed);
            var probe = new RestlessProbe(random);
            new GapSearch().Search(probe, new AddressRange[3]);
            Assert.InRange(probe.Asked, 1, GapSearch.DefaultMaxProbes + 100);
        });

    [Fact]
    public void FindRanges_ThisProcess_MatchesItsText()
    {
        SkipWithoutQuery();
        AssertSameOnLiveProcess(Environment.ProcessId);
    }

    [Fact]
    public unsafe void FindRanges_ManyMappings_MatchesTheTextWithinFewQuestions()
    {
        SkipWithoutQuery();
        const int Count = 20_000;
        var size = (nuint)(Count * 2 * (int)Pages.Size);
        var area = Mmap(0, size, protection: 0, flags: 0x4022, -1, 0);
        Assert.NotEqual(-1, area);
        try
        {
            for (var i = 0; i < Count; i++)
            {
                Assert.Equal(0, Munmap(area + (nint)(i * 2 * (int)Pages.Size), (nuint)Pages.Size));
            }

            var finder = AssertSameOnLiveProcess(Environment.ProcessId);
            Assert.InRange(finder.Probes, 1, 300);
        }
        finally
        {
            // Page by page: what else this process has mapped into the holes meanwhile, such as a thread's stack, is not ours.
            for (var i = 0; i < Count; i++)
            {
                Assert.Equal(0, Munmap(area + (nint)(((i * 2) + 1) * (int)Pages.Size), (nuint)Pages.Size));
            }
        }
    }

    [Fact]
    public void ProcmapQuery_Structure_HasTheKernelsSize()
    {
        Assert.Equal(104, Unsafe.SizeOf<ProcmapQuery>());
        Assert.Equal((3u << 30) | (104u << 16) | ('f' << 8) | 17u, (uint)ProcmapQuery.Request);
    }

    private static void SkipWithoutQuery()
    {
        using var maps = ProcFile.TryOpen("/proc/self/maps");
        Assert.NotNull(maps);
        var probe = new ProcmapQueryProbe(maps);
        var found = probe.TryFind(0, out _);
        Assert.SkipWhen(probe.IsUnsupported, "This kernel has no PROCMAP_QUERY (Linux 6.11).");
        Assert.True(found);
    }

    private static MappingGapFinder AssertSameOnLiveProcess(int pid)
    {
        var finder = new MappingGapFinder("/proc");
        var text = new TextGapFinder("/proc");
        var before = new AddressRange[3];
        var found = new AddressRange[3];
        var after = new AddressRange[3];
        // This process maps and unmaps while it is looked at: compare with a text that was the same before and after.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            Assert.Equal(3, text.FindRanges(pid, before));
            Assert.Equal(3, finder.FindRanges(pid, found));
            Assert.Equal(3, text.FindRanges(pid, after));
            if (before.SequenceEqual(after))
            {
                Assert.Equal(before, found);
                return finder;
            }
        }

        Assert.Fail("The mappings never stood still.");
        return finder;
    }

    private static ulong Page(int number) => (ulong)number * Pages.Size;

    private static AddressRange[] Process(int count)
    {
        const ulong Exe = 0x55f0_a000_0000;
        const ulong Top = 0x7f20_0000_0000;
        const ulong Stack = Top + (5UL << 30);
        var size = 2 * Pages.Size;
        var bottom = Top - ((ulong)count * 3 * Pages.Size);
        return
        [
            new(Exe, Exe + 0x2000),
            new(Exe + 0x2000, Exe + 0x9000),
            new(Exe + 0x150_0000, Exe + 0x200_0000),
            .. Enumerable.Range(0, count).Select(i => new AddressRange(bottom + ((ulong)i * 3 * Pages.Size), bottom + ((ulong)i * 3 * Pages.Size) + size)),
            new(Stack, Stack + 0x21000),
            new(Stack + 0x30000, Stack + 0x36000),
        ];
    }

    private static bool Walk(AddressRange[] mappings, AddressRange[] ranges)
    {
        var walk = new ThreeRegions();
        foreach (var mapping in mappings)
        {
            walk.Add(mapping.Start, mapping.End);
        }

        return walk.TryFinish(ranges);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Munmap(nint address, nuint length);

    private sealed class FakeProbe(AddressRange[] mappings) : IMappingProbe
    {
        public bool TryFind(ulong address, out AddressRange mapping)
        {
            // The first mapping that ends above the address.
            var low = 0;
            var high = mappings.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (mappings[middle].End > address)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            mapping = low < mappings.Length ? mappings[low] : default;
            return low < mappings.Length;
        }
    }

    private sealed class RestlessProbe(Xoshiro256 random) : IMappingProbe
    {
        public int Asked { get; private set; }

        public bool TryFind(ulong address, out AddressRange mapping)
        {
            Asked++;
            var start = Pages.AlignDown(random.Below(2) == 0 ? random.Below(address + 1) : address + random.Below(1UL << 40), Pages.Size);
            mapping = new AddressRange(start, Math.Max(start, address) + (Pages.Size * random.Between(1, 1_000)));
            return random.Below(8) != 0;
        }
    }
}
