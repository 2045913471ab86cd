using CsCheck;
using Damon.Contracts.Monitoring;
using Damon.Server.History.Packing;

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

            var decoded = RegionCodec.Decode(RegionCodec.Encode(new Snapshot { Regions = regions, Unknown = unknown }), 0);

            Assert.Equal(regions, decoded.Regions);
            Assert.Equal(unknown, decoded.Unknown);
            Assert.Equal((null, null, null, null), (decoded.Samples, decoded.Touched, decoded.TouchedError, decoded.SinceUs));
        });
    }

    [Fact]
    public void Encode_TypicalSnapshot_TakesAtMostFiveBytesARegion()
    {
        var regions = TypicalRegions(new Random(1));

        var perRegion = RegionCodec.Encode(new Snapshot { Regions = regions }).Length / (double)regions.Length;

        Assert.InRange(perRegion, 3, 5);
    }

    [Theory]
    [InlineData(0x2000UL, 0x3000UL, 0x1000UL, 0x2000UL)]
    [InlineData(0x1000UL, 0x3000UL, 0x2000UL, 0x4000UL)]
    [InlineData(0x1000UL, 0x2000UL, 0x2000UL, 0x2000UL)]
    public void Encode_RegionsOutOfOrder_AreRefused(ulong start1, ulong end1, ulong start2, ulong end2)
        => Assert.Throws<ArgumentException>(() => RegionCodec.Encode(new Snapshot { Regions = [new(start1, end1, 0, 0), new(start2, end2, 0, 0)] }));

    [Fact]
    public void Encode_UnknownOfAnotherLength_IsRefused()
        => Assert.Throws<ArgumentException>(() => RegionCodec.Encode(new Snapshot { Regions = [new(0x1000, 0x2000, 0, 0)], Unknown = [1, 2] }));

    [Fact]
    public void Decode_AnyCutOrDamage_EndsWithInvalidDataOrOtherRegions()
    {
        var stored = RegionCodec.Encode(Detailed(Regions([(5, 3, 4, 5, 0), (0, 900, 20, 7, 0), (9, 1, 0, 0, 0)], 12)) with { Unknown = [1, 2, 3] });
        Gen.Select(Gen.Int[0, stored.Length - 1], Gen.Int[0, stored.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            var damaged = stored.ToArray();
            damaged[at] = value;
            Try(damaged);
            Assert.Throws<InvalidDataException>(() => RegionCodec.Decode(stored.AsSpan(0, length), 0));
        });

        static void Try(byte[] damaged)
        {
            try
            {
                RegionCodec.Decode(damaged, 0);
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
        var stored = RegionCodec.Encode(new Snapshot { Regions = [new(0x1000, 0x2000, 1, 1)] });
        stored[0] = 9;

        Assert.Contains("form 9", Assert.Throws<InvalidDataException>(() => RegionCodec.Decode(stored, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AllThatCanBeToldOfARegion_IsWhatWasEncodedAsFarAsIsStored()
    {
        var details = Gen.Select(Gen.Int[0, 100_000], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Bool, Gen.Long[0, 1L << 55]);
        Gen.Select(Parts, details.Array[50], Gen.Long[1, 1L << 55]).Sample((parts, told, start) =>
        {
            var snapshot = new Snapshot
            {
                StartUs = start,
                MaxNrAccesses = 20,
                SamplingIntervalUs = 5_000,
                Regions = Regions(parts, 12),
                Samples = [.. parts.Select((_, i) => told[i].Item1)],
                Touched = [.. parts.Select((_, i) => told[i].Item4 ? told[i].Item2 : (double?)null)],
                TouchedError = [.. parts.Select((_, i) => told[i].Item4 ? told[i].Item3 : (double?)null)],
                SinceUs = [.. parts.Select((_, i) => told[i].Item5)],
            };

            var decoded = RegionCodec.Decode(RegionCodec.Encode(snapshot), start);

            Assert.Equal(snapshot.Regions, decoded.Regions);
            Assert.Equal(snapshot.Samples, decoded.Samples);
            Assert.Equal(snapshot.SinceUs, decoded.SinceUs);
            AssertClose(snapshot.Touched, decoded.Touched!, 0);
            AssertClose(snapshot.TouchedError, decoded.TouchedError!, 0.05);
        });

        static void AssertClose(double?[] wanted, double?[] got, double part)
        {
            Assert.Equal(wanted.Select(share => share is null), got.Select(share => share is null));
            Assert.All(wanted.Zip(got), pair => Assert.True(Math.Abs((pair.First - pair.Second) ?? 0) <= 0.000_050_001 + (part * (pair.First ?? 0))));
        }
    }

    [Fact]
    public void Encode_TypicalSnapshotWithItsCertainty_TakesAtMostElevenBytesARegion()
    {
        var random = new Random(1);
        var regions = TypicalRegions(random);

        // Ages of up to a minute, intervals that come out some tens of microseconds long: half of the regions are carried over.
        var snapshot = new Snapshot
        {
            StartUs = 1_790_000_000_000_000,
            MaxNrAccesses = 20,
            SamplingIntervalUs = 5_000,
            Regions = regions,
            Samples = [.. regions.Select((_, i) => i % 2 == 0 ? random.Next(1, 40) : 0)],
            Touched = [.. regions.Select((_, i) => i % 2 == 0 ? random.NextDouble() : (double?)null)],
            TouchedError = [.. regions.Select((_, i) => i % 2 == 0 ? random.NextDouble() / 4 : (double?)null)],
            SinceUs = [.. regions.Select(region => 1_790_000_000_000_000 - (region.Age * 100_000L) - random.Next(0, 2_000))],
        };

        Assert.InRange(RegionCodec.Encode(snapshot).Length / (double)regions.Length, 6, 11);
    }

    [Fact]
    public void Encode_RegionsWithTheirCertainty_IsAlwaysTheSameBytes()
        => Assert.Equal(
            "020CA08D06020501140108904E64320A0A030000C0A8A504",
            Convert.ToHexString(RegionCodec.Encode(Detailed([new(0x1000, 0x3000, 20, 1), new(0x3000, 0x8000, 10, 3)]))));

    [Fact]
    public void Decode_FormOneOfEarlierVersions_HasRegionsAndUnknown()
    {
        // What version 0.1 has written.
        var decoded = RegionCodec.Decode(Convert.FromHexString("01010305010A0100040009148108FBFFFFFF7E14AC0203"), 1_200_000);

        Assert.Equal([new(0x1000, 0x3000, 10, 1), new(0x3000, 0x5000, 0, 9), new RegionSample(0x7f0000000000, 0x7f0000200000, 20, 300)], decoded.Regions);
        Assert.Equal([0, 20, 3], decoded.Unknown!);
        Assert.Equal((null, null, null, null), (decoded.Samples, decoded.Touched, decoded.TouchedError, decoded.SinceUs));
    }

    [Theory]
    [InlineData("samples")]
    [InlineData("shares touched")]
    [InlineData("errors")]
    [InlineData("times")]
    public void Encode_NotAsManyOfSomethingAsRegions_IsRefused(string what)
    {
        var snapshot = Detailed([new(0x1000, 0x2000, 0, 0), new(0x2000, 0x3000, 0, 0)]);
        snapshot = what switch
        {
            "samples" => snapshot with { Samples = [1] },
            "shares touched" => snapshot with { Touched = [1] },
            "errors" => snapshot with { TouchedError = [] },
            _ => snapshot with { SinceUs = [1, 2, 3] },
        };

        Assert.Contains(what, Assert.Throws<ArgumentException>(() => RegionCodec.Encode(snapshot)).Message, StringComparison.Ordinal);
    }

    /// <summary>The first region sampled, the second carried over, further ones as the first.</summary>
    private static Snapshot Detailed(RegionSample[] regions) => new()
    {
        StartUs = 5_000_000,
        MaxNrAccesses = 20,
        SamplingIntervalUs = 5_000,
        Regions = regions,
        Samples = [.. regions.Select((_, i) => i == 1 ? 0 : 8)],
        Touched = [.. regions.Select((_, i) => i == 1 ? (double?)null : 0.9999)],
        TouchedError = [.. regions.Select((_, i) => i == 1 ? (double?)null : 0.01)],
        SinceUs = [.. regions.Select((region, i) => 5_000_000 - (region.Age * 100_000L) - (i == 1 ? 4_500_000 : 25))],
    };

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

    // 1,000 regions over 1 GiB, as after a minute at 100 ms: ages of hundreds, sizes of hundreds of pages.
    private static RegionSample[] TypicalRegions(Random random)
    {
        var regions = new RegionSample[1_000];
        var start = 0x7f1234560000UL;
        for (var i = 0; i < regions.Length; i++)
        {
            var end = start + ((ulong)random.Next(1, 512) * 4_096);
            regions[i] = new RegionSample(start, end, random.Next(0, 21), random.Next(0, 600));
            start = end;
        }

        return regions;
    }
}
