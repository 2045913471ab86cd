using CsCheck;
using Damon.Contracts.Monitoring;
using Damon.Model.Idle;
using Damon.Server.History.Packing;
using Damon.Server.Tests.Idle;

namespace Damon.Server.Tests.History;

public sealed class IdleCodecTests
{
    private static readonly Gen<int> Number = Gen.Frequency((5, Gen.Int[0, 300]), (1, Gen.Const(int.MaxValue)), (1, Gen.Int[0, 1 << 24]));

    /// <summary>Pages before a piece and in it, pages per unit, drawn, unknown, and its counts, most of which are zero.</summary>
    private static readonly Gen<(ulong Gap, ulong Size, int PerUnit, int Drawn, int Unknown, int[] Counts)[]> Parts
        = Gen.Select(
            Gen.Frequency((3, Gen.Const(0UL)), (1, Gen.ULong[0, 1UL << 34])),
            Gen.ULong[1, 1UL << 34],
            Gen.Int[1, int.MaxValue],
            Number,
            Number,
            Gen.Frequency((2, Gen.Const(0)), (1, Number)).Array[IdleScale.Counts]).Array[0, 50];

    [Fact]
    public void Decode_AnyPieces_IsWhatWasEncoded() => Parts.Sample(parts =>
    {
        var end = 0UL;
        IdlePiece[] pieces = [.. parts.Select(part =>
        {
            var start = end + (part.Gap << 12);
            end = start + (part.Size << 12);
            return new IdlePiece(start, end, part.PerUnit, part.Drawn, part.Counts, part.Unknown);
        })];

        AssertSame(pieces, IdleCodec.Decode(IdleCodec.Encode(pieces)));
    });

    [Fact]
    public void Decode_WhatCountsTogether_IsWhatWasEncoded()
    {
        IdlePiece[] pieces = [IdleSamples.Piece(0x1000, 0x401000, (0, 5), (3, 7))];
        IdlePiece[] together = [IdleSamples.Piece(0x1000, 0x401000, (0, 2))];

        AssertSame(pieces, IdleCodec.Decode(IdleCodec.Encode(pieces, together), out var found));
        AssertSame(together, found!);
        AssertSame(pieces, IdleCodec.Decode(IdleCodec.Encode(pieces, null), out found));
        Assert.Null(found);
    }

    [Fact]
    public void Decode_WhatCountsTogetherCutShort_IsDamaged()
    {
        var stored = IdleCodec.Encode([IdleSamples.Piece(0x1000, 0x401000, (0, 5))], [IdleSamples.Piece(0x1000, 0x401000)]);

        for (var length = 0; length < stored.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => IdleCodec.Decode(stored.AsSpan(0, length), out _));
        }
    }

    [Fact]
    public void Decode_TheHighestAddresses_IsWhatWasEncoded()
    {
        IdlePiece[] pieces = [IdleSamples.Piece(0xffffffffff600000, 0xffffffffff601000, (0, 1)), IdleSamples.Piece(0xffffffffff601000, 0xfffffffffffff000)];

        AssertSame(pieces, IdleCodec.Decode(IdleCodec.Encode(pieces)));
    }

    [Fact]
    public void Encode_Pieces_IsAlwaysTheSameBytes()
        => Assert.Equal(
            "010E01" + "018008" + "01800800" + "0A050E09120916",
            Convert.ToHexString(IdleCodec.Encode([IdleSamples.Piece(0x1000, 0x401000, (0, 5), (3, 7), (8, 9), (13, 11))])));

    [Fact]
    public void Encode_TypicalPieces_TakesAtMostSixteenBytesAPiece()
    {
        var random = new Random(1);
        var pieces = new IdlePiece[200];
        var start = 0x7f1234560000UL;
        for (var i = 0; i < pieces.Length; i++)
        {
            // A library or an area of memory: some of it in use all the time, most of it not since the start.
            var pages = random.Next(1, 4_000);
            var end = start + ((ulong)pages << 12);
            var drawn = Math.Min(pages, 400);
            pieces[i] = IdleSamples.Piece(start, end, (0, random.Next(0, drawn / 4 + 1)), (random.Next(1, 13), random.Next(0, 20)), (13, random.Next(0, drawn))) with { PagesPerUnit = 8, Drawn = drawn };
            start = end + (i % 4 == 0 ? 0x1000000UL : 0);
        }

        Assert.InRange(IdleCodec.Encode(pieces).Length / (double)pieces.Length, 8, 16);
    }

    [Fact]
    public void Decode_AnyCutOrDamage_EndsWithInvalidDataOrOtherPieces()
    {
        var stored = IdleCodec.Encode(IdleSamples.Mixed(0).Pieces);
        Gen.Select(Gen.Int[0, stored.Length - 1], Gen.Int[0, stored.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            var damaged = stored.ToArray();
            damaged[at] = value;
            Try(damaged);
            Assert.Throws<InvalidDataException>(() => IdleCodec.Decode(stored.AsSpan(0, length)));
        });
        Gen.Byte.Array[0, 100].Sample(bytes => Try([1, (byte)IdleScale.Counts, .. bytes]));
        Assert.Throws<InvalidDataException>(() => IdleCodec.Decode([.. stored, 0]));

        static void Try(byte[] damaged)
        {
            try
            {
                Assert.All(IdleCodec.Decode(damaged), piece => Assert.True(piece.Start < piece.End && piece.PagesPerUnit > 0 && piece.Counts.Length == IdleScale.Counts && piece.Counts.All(count => count >= 0)));
            }
            catch (InvalidDataException)
            {
                // That is the one way to fail.
            }
        }
    }

    [Theory]
    [InlineData(0, 9, "form 9")]
    [InlineData(1, 5, "5 ages")]
    public void Decode_AnotherForm_SaysSo(int at, byte value, string what)
    {
        var stored = IdleCodec.Encode(IdleSamples.Mixed(0).Pieces);
        stored[at] = value;

        Assert.Contains(what, Assert.Throws<InvalidDataException>(() => IdleCodec.Decode(stored)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<IdlePiece[], string> Impossible => new()
    {
        { [IdleSamples.Piece(0x2000, 0x3000), IdleSamples.Piece(0x1000, 0x2000)], "Piece 1" },
        { [IdleSamples.Piece(0x1000, 0x3000), IdleSamples.Piece(0x2000, 0x4000)], "overlaps" },
        { [IdleSamples.Piece(0x1000, 0x1000)], "empty" },
        { [IdleSamples.Piece(0x1000, 0x2001)], "aligned" },
        { [IdleSamples.Piece(0x1000, 0x2000) with { PagesPerUnit = 0 }], "unit" },
        { [IdleSamples.Piece(0x1000, 0x2000) with { Drawn = -1 }], "negative" },
        { [IdleSamples.Piece(0x1000, 0x2000) with { Unknown = -1 }], "negative" },
        { [IdleSamples.Piece(0x1000, 0x2000, (3, -1))], "negative" },
        { [IdleSamples.Piece(0x1000, 0x2000) with { Counts = [1] }], "counts" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Encode_WhatCannotBe_IsRefused(IdlePiece[] pieces, string what)
        => Assert.Contains(what, Assert.Throws<ArgumentException>(() => IdleCodec.Encode(pieces)).Message, StringComparison.Ordinal);

    private static void AssertSame(IdlePiece[] wanted, IdlePiece[] got)
    {
        Assert.Equal(wanted.Select(piece => piece with { Counts = [] }), got.Select(piece => piece with { Counts = [] }));
        Assert.Equal(wanted.SelectMany(piece => piece.Counts), got.SelectMany(piece => piece.Counts));
    }
}
