using CsCheck;
using Damon.Client.Compare.Alignment;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using static Damon.Client.Tests.Compare.Alignment.AddressSpaces;

namespace Damon.Client.Tests.Compare.Alignment;

public sealed class MappingAlignmentTests
{
    [Fact]
    public void Create_HeapsAtOtherAddresses_AreOnePieceAsHighAsTheBigger()
    {
        var axis = MappingAlignment.Create([Candidate(MappingKind.Heap, "[heap]", 100, 10)], [Candidate(MappingKind.Heap, "[heap]", 900, 30)]);

        var piece = Assert.Single(axis.Pieces);
        Assert.Equal((InPages(0, 30), InPages(100, 110), InPages(900, 930)), (piece.Display, piece.A!.Value, piece.B!.Value));
        Assert.Equal(105UL * 4096, axis.Address(CompareSide.A, 5 * 4096));
        Assert.Equal(905UL * 4096, axis.Address(CompareSide.B, 5 * 4096));
        Assert.Null(axis.Address(CompareSide.A, 10 * 4096));
        Assert.Equal("[heap]", Assert.Single(axis.Mappings).Name);
    }

    [Fact]
    public void Create_Stacks_CorrespondAtTheirEnds()
    {
        var axis = MappingAlignment.Create([Candidate(MappingKind.Stack, "[stack]", 100, 10)], [Candidate(MappingKind.Stack, "[stack]", 900, 30)]);

        Assert.Null(axis.Address(CompareSide.A, 0));
        Assert.Equal(100UL * 4096, axis.Address(CompareSide.A, 20 * 4096));
        Assert.Equal(929UL * 4096, axis.Address(CompareSide.B, 29 * 4096));
        Assert.Equal(109UL * 4096, axis.Address(CompareSide.A, 29 * 4096));
    }

    [Fact]
    public void Create_LibrariesMovedTogether_AreOnePiece()
    {
        AlignCandidate[] Process(ulong at) =>
        [
            Candidate(MappingKind.File, "/usr/lib/libc.so.6", at, 400),
            Candidate(MappingKind.Anonymous, "", at + 400, 3, accessed: 1),
            Candidate(MappingKind.File, "/usr/lib/ld.so", at + 410, 50, accessed: 1),
        ];

        var axis = MappingAlignment.Create(Process(1_000), Process(7_000));

        var piece = Assert.Single(axis.Pieces);
        Assert.Equal((InPages(0, 460), InPages(1_000, 1_460), InPages(7_000, 7_460)), (piece.Display, piece.A!.Value, piece.B!.Value));
        Assert.Equal([InPages(0, 400), InPages(400, 403), InPages(410, 460)], axis.Mappings.Select(m => new AddressRange(m.Start, m.End)));
    }

    [Fact]
    public void Create_MappingOfOneSideOnly_FollowsWhatItFollowsThere()
    {
        var axis = MappingAlignment.Create(
            [Candidate(MappingKind.Heap, "[heap]", 10, 5), Candidate(MappingKind.Stack, "[stack]", 900, 5)],
            [Candidate(MappingKind.Heap, "[heap]", 20, 5), Candidate(MappingKind.File, "/usr/lib/libnew.so", 400, 5, accessed: 1), Candidate(MappingKind.Stack, "[stack]", 800, 5)]);

        Assert.Equal(["[heap]", "/usr/lib/libnew.so", "[stack]"], axis.Mappings.Select(m => m.Name));
        Assert.Null(axis.Pieces[1].A);
    }

    [Fact]
    public void Create_MappingsWithoutAName_AreTakenInOrderOfSizeAndSmallUnusedOnesLeftOut()
    {
        var axis = MappingAlignment.Create(
            [Candidate(MappingKind.Anonymous, "", 10, 500), Candidate(MappingKind.Anonymous, "", 5_000, 2_000), Candidate(MappingKind.Anonymous, "", 9_000, 2)],
            [Candidate(MappingKind.Anonymous, "", 40_000, 1_900), Candidate(MappingKind.Anonymous, "", 90_000, 4, accessed: 1)]);

        Assert.Contains(axis.Pieces, p => p.A == InPages(5_000, 7_000) && p.B == InPages(40_000, 41_900));
        Assert.Contains(axis.Pieces, p => p.A == InPages(10, 510) && p.B == InPages(90_000, 90_004));
        Assert.Equal(2, axis.Pieces.Count);
        Assert.Equal(1, axis.LeftOut);
    }

    [Fact]
    public void Create_SmallMappingAccessedOnOneSideOnly_HasItsPlaceOnBoth()
    {
        var axis = MappingAlignment.Create(
            [Candidate(MappingKind.File, "/bin/x", 10, 5), Candidate(MappingKind.File, "/bin/y", 20, 5)],
            [Candidate(MappingKind.File, "/bin/x", 60, 5, accessed: 1), Candidate(MappingKind.File, "/bin/y", 90, 5)]);

        var piece = Assert.Single(axis.Pieces);
        Assert.Equal((InPages(10, 15), InPages(60, 65)), (piece.A!.Value, piece.B!.Value));
        Assert.Equal(2, axis.LeftOut);
    }

    [Fact]
    public void Create_ManyPieces_KeepsHeapStackAndTheMostAccessed()
    {
        var many = Enumerable.Range(0, 200).Select(i => Candidate(MappingKind.File, $"/usr/lib/lib{i}.so", (ulong)(1_000 + (i * 1_000)), 10, accessed: i));
        var axis = MappingAlignment.Create([Candidate(MappingKind.Heap, "[heap]", 10, 1), .. many, Candidate(MappingKind.Stack, "[stack]", 900_000, 1)], []);

        Assert.Equal(MappingAlignment.MostPieces, axis.Pieces.Count);
        Assert.Equal("[heap]", axis.Mappings[0].Name);
        Assert.Equal("[stack]", axis.Mappings[^1].Name);
        Assert.Contains(axis.Mappings, m => m.Name == "/usr/lib/lib199.so");
        Assert.Equal(202 - MappingAlignment.MostPieces, axis.LeftOut);
    }

    [Fact]
    public void Create_NothingAtAll_IsEmpty() => Assert.Empty(MappingAlignment.Create([], []).Axis.Bands);

    [Fact]
    public void Create_AnyProcesses_PiecesTouchAndCoverWhatTheyHoldOnce() => Gen.Select(Any(), Any()).Sample((a, b) =>
    {
        var axis = MappingAlignment.Create(a, b);
        var at = 0UL;
        foreach (var piece in axis.Pieces)
        {
            Assert.Equal(at, piece.Display.Start);
            Assert.Equal(Math.Max(piece.A?.Size ?? 0, piece.B?.Size ?? 0), piece.Display.Size);
            at = piece.Display.End;
        }

        foreach (var side in Enum.GetValues<CompareSide>())
        {
            var ranges = axis.Pieces.Select(p => p.Of(side)).OfType<AddressRange>().OrderBy(r => r.Start).ToArray();
            Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start, "No address is at two places."));
        }
    });

    [Fact]
    public void Address_OfAnyPlace_IsUndoneByDisplayOf() => Gen.Select(Any(), Any(), Gen.Double[0, 0.999999]).Sample((a, b, place) =>
    {
        var axis = MappingAlignment.Create(a, b);
        if (axis.Pieces.Count == 0)
        {
            return;
        }

        var display = (ulong)(place * axis.Pieces[^1].Display.End);
        foreach (var side in Enum.GetValues<CompareSide>())
        {
            var piece = axis.At(display)!;
            if (axis.Address(side, display) is { } address)
            {
                Assert.Equal(display, piece.DisplayOf(side, address));
                Assert.Equal(new AddressRange(address, address + 1), axis.Clip(side, new AddressRange(display, display + 1)));
            }
            else
            {
                Assert.Null(axis.Clip(side, new AddressRange(display, display + 1)));
            }
        }
    });

    [Fact]
    public void Create_SidesSwapped_SwapsThePieces() => Gen.Select(Any(), Any()).Select((a, b) => (A: a[..Math.Min(14, a.Length)], B: b[..Math.Min(14, b.Length)])).Sample(both =>
    {
        var (a, b) = both;
        static IEnumerable<(AddressRange?, AddressRange?)> Sorted(IEnumerable<(AddressRange? A, AddressRange? B)> pairs)
            => pairs.OrderBy(p => p.A?.Start ?? 0).ThenBy(p => p.B?.Start ?? 0);

        // Which pairs are behind each other depends on whose order is followed; which bytes correspond does not.
        IEnumerable<(AddressRange?, AddressRange?)> Pairs(AlignedAxis axis, bool swap) => Sorted(axis.Mappings.Select(m =>
        {
            var (one, other) = (axis.Clip(CompareSide.A, new AddressRange(m.Start, m.End)), axis.Clip(CompareSide.B, new AddressRange(m.Start, m.End)));
            return swap ? (other, one) : (one, other);
        }));

        Assert.Equal(Pairs(MappingAlignment.Create(a, b), false), Pairs(MappingAlignment.Create(b, a), true));
    });
}
