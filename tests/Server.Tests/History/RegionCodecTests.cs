using CsCheck;
using Damon.Contracts.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Tests.History;

public sealed class RegionCodecTests
{
    /// <summary>Gap, size, accesses, age, unknown of each region, in pages or in bytes.</summary>
    private static readonly Gen<(ulong Gap, ulong Size, int Nr, int Age, int Unknown)[]> Parts
        = Gen.Select(
            Gen.Frequency((3, Gen.Const(0UL)), (1, Gen.ULong[0, 1UL << 34])),
            Gen.ULong[1, 1UL << 30],
            Gen.Int[0, 100_000],
            Gen.Frequency((5, Gen.Int[0, 300]), (1, Gen.Const(int.MaxValue))),
            Gen.Int[0, 20]).Array[0, 50];

    [Fact]
    public void Decode_AnyRegions_IsWhatWasEncoded()
    {
        Gen.Select(Parts, Gen.Bool, Gen.Bool).Sample((parts, pages, withUnknown) =>
        {
            var regions = Regions(parts, pages ? 12 : 0);
            var unknown = withUnknown ? parts.Select(part => part.Unknown).ToArray() : null;

            var (decoded, decodedUnknown) = RegionCodec.Decode(RegionCodec.Encode(regions, unknown));

            Assert.Equal(regions, decoded);
            Assert.Equal(unknown is { Length: 0 } ? null : unknown, decodedUnknown);
        });
    }

    [Fact]
    public void Encode_TypicalSnapshot_TakesAtMostFiveBytesARegion()
    {
        // 1,000 regions over 1 GiB, as after a minute at 100 ms: ages of hundreds, sizes of hundreds of pages.
        var random = new Random(1);
        var regions = new RegionSample[1_000];
        var start = 0x7f1234560000UL;
        for (var i = 0; i < regions.Length; i++)
        {
            var end = start + ((ulong)random.Next(1, 512) * 4_096);
            regions[i] = new RegionSample(start, end, random.Next(0, 21), random.Next(0, 600));
            start = end;
        }

        var perRegion = RegionCodec.Encode(regions, []).Length / (double)regions.Length;

        Assert.InRange(perRegion, 3, 5);
    }

    [Theory]
    [InlineData(0x2000UL, 0x3000UL, 0x1000UL, 0x2000UL)]
    [InlineData(0x1000UL, 0x3000UL, 0x2000UL, 0x4000UL)]
    [InlineData(0x1000UL, 0x2000UL, 0x2000UL, 0x2000UL)]
    public void Encode_RegionsOutOfOrder_AreRefused(ulong start1, ulong end1, ulong start2, ulong end2)
        => Assert.Throws<ArgumentException>(() => RegionCodec.Encode([new(start1, end1, 0, 0), new(start2, end2, 0, 0)], []));

    [Fact]
    public void Encode_UnknownOfAnotherLength_IsRefused()
        => Assert.Throws<ArgumentException>(() => RegionCodec.Encode([new(0x1000, 0x2000, 0, 0)], [1, 2]));

    [Fact]
    public void Decode_AnyCutOrDamage_EndsWithInvalidDataOrOtherRegions()
    {
        var stored = RegionCodec.Encode(Regions([(5, 3, 4, 5, 0), (0, 900, 20, 7, 0), (9, 1, 0, 0, 0)], 12), [1, 2, 3]);
        Gen.Select(Gen.Int[0, stored.Length - 1], Gen.Int[0, stored.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            var damaged = stored.ToArray();
            damaged[at] = value;
            Try(damaged);
            Assert.Throws<InvalidDataException>(() => RegionCodec.Decode(stored.AsSpan(0, length)));
        });

        static void Try(byte[] damaged)
        {
            try
            {
                RegionCodec.Decode(damaged);
            }
            catch (InvalidDataException)
            {
                // That is the one way to fail.
            }
        }
    }

    [Fact]
    public void Decode_NewerForm_SaysSo()
    {
        var stored = RegionCodec.Encode([new(0x1000, 0x2000, 1, 1)], []);
        stored[0] = 9;

        Assert.Contains("form 9", Assert.Throws<InvalidDataException>(() => RegionCodec.Decode(stored)).Message, StringComparison.Ordinal);
    }

    private static RegionSample[] Regions((ulong Gap, ulong Size, int Nr, int Age, int Unknown)[] parts, int shift)
    {
        var end = 0UL;
        return [.. parts.Select(part =>
        {
            var start = end + (part.Gap << shift);
            end = start + (part.Size << shift);
            return new RegionSample(start, end, part.Nr, part.Age);
        })];
    }
}
