using CsCheck;
using Damon.Client.Colours;
using Damon.Client.Pictures;
using Damon.Model.Binning;

namespace Damon.Client.Tests.Colours;

public sealed class CellShadingTests
{
    public static TheoryData<ColourScale> Scales { get; } = [ColourScale.Linear, ColourScale.Sqrt, ColourScale.Log];

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_UnknownZeroAndFull_AreDistinct(ColourScale scale)
    {
        var shading = new CellShading { Scale = scale };

        Assert.Equal(CellShading.Unknown, shading.Encode(float.NaN));
        Assert.Equal(CellShading.Zero, shading.Encode(0));
        Assert.Equal(CellShading.InferredZero - 1, shading.Encode(100));
        Assert.Equal(CellShading.InferredZero, shading.Encode(0, inferred: true));
        Assert.Equal(254, shading.Encode(100, inferred: true));
        Assert.Equal(CellShading.Awaited, shading.Encode(CellGrid.Coming));
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_AnythingAboveZero_DoesNotLookLikeZero(ColourScale scale)
    {
        var shading = new CellShading { Scale = scale };

        Assert.InRange(shading.Encode(1e-6f), CellShading.Zero + 1, CellShading.InferredZero - 1);
        Assert.True(shading.Encode(1e-6f, inferred: true) > CellShading.InferredZero);
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_Rises(ColourScale scale) => Gen.Select(Gen.Float[0, 100], Gen.Float[0, 100], Gen.Bool).Sample((a, b, inferred) =>
    {
        var shading = new CellShading { Scale = scale };
        Assert.True(a > b || shading.Encode(a, inferred) <= shading.Encode(b, inferred));
    });

    [Theory]
    [MemberData(nameof(Scales))]
    public void ValueAt_IsTheInverseOfPlace(ColourScale scale) => Gen.Select(Gen.Double[0, 100], Gen.Double[1, 100]).Sample((percent, max) =>
    {
        var shading = new CellShading { Scale = scale, Most = max };
        Assert.Equal(Math.Min(percent, max), shading.ValueAt(shading.Place(percent)), 1e-6);
    });

    [Theory]
    [MemberData(nameof(Scales))]
    public void ValueAt_Differences_IsTheInverseOfPlace(ColourScale scale) => Gen.Double[-100, 100].Sample(percent =>
    {
        var shading = new CellShading { Scale = scale, Difference = true };
        Assert.Equal(percent, shading.ValueAt(shading.Place(percent)), 1e-6);
    });

    [Fact]
    public void Percent_OfACode_IsNearWhatWasEncoded() => Gen.Float[1, 100].Sample(percent =>
    {
        var shading = new CellShading { Scale = ColourScale.Linear };
        Assert.InRange(shading.Value(shading.Encode(percent)), percent - 0.3, percent + 0.3);
        Assert.InRange(shading.Value(shading.Encode(percent, inferred: true)), percent - 0.9, percent + 0.9);
    });

    [Fact]
    public void Place_SmallRates_AreLiftedByTheOtherScales()
    {
        var linear = new CellShading { Scale = ColourScale.Linear };

        Assert.True((linear with { Scale = ColourScale.Sqrt }).Place(1) > linear.Place(1));
        Assert.True((linear with { Scale = ColourScale.Log }).Place(1) > (linear with { Scale = ColourScale.Sqrt }).Place(1));
    }

    [Fact]
    public void Encode_Clamped_HasTheLastColourFromThereOn()
    {
        var shading = new CellShading { Most = 10 };

        Assert.Equal(shading.Encode(10), shading.Encode(80));
        Assert.True(shading.Encode(5) < shading.Encode(10));
    }

    [Fact]
    public void Encode_BelowWhatIsShown_IsHiddenAndStillNotUnknown()
    {
        var shading = new CellShading { HideBelow = 5 };

        Assert.Equal(CellShading.Hidden, shading.Encode(0));
        Assert.Equal(CellShading.Hidden, shading.Encode(4.9f));
        Assert.True(shading.Encode(5) > CellShading.Zero);
        Assert.Equal(CellShading.Unknown, shading.Encode(float.NaN));
    }

    [Fact]
    public void Encode_Differences_AreAsFarFromTheMiddleOnBothSides() => Gen.Float[0, 100].Sample(percent =>
    {
        var shading = new CellShading { Difference = true };
        var (more, less, same) = (shading.Encode(percent), shading.Encode(-percent), shading.Encode(0));
        Assert.InRange(more - same + (less - same), -1, 1);
    });

    [Fact]
    public void Palette_Unknown_IsTransparentInferredHalfAndTheRestOpaque()
    {
        var palette = new CellShading().Palette(0xabcdef);

        Assert.Equal(0, palette[3]);
        Assert.Equal([0xab, 0xcd, 0xef, 255], palette[4..8]);
        Assert.Equal([0x44, 0x01, 0x54, 255], palette[8..12]);
        Assert.All(Enumerable.Range(1, 191), code => Assert.Equal(255, palette[(code * 4) + 3]));
        Assert.All(Enumerable.Range(192, 63), code => Assert.InRange(palette[(code * 4) + 3], (byte)1, (byte)200));
        Assert.Equal([0xfd, 0xe7, 0x25], palette[^8..^5]);
    }

    [Fact]
    public void Marks_OfDifferences_AreTheSameOnBothSides()
    {
        var marks = new CellShading { Difference = true, Most = 50 }.Marks();

        Assert.Equal(marks.Select(m => -m).Order(), marks);
        Assert.Equal((-50, 50), (marks[0], marks[^1]));
    }

    [Fact]
    public void Palette_IdleAges_AreTheDarkerTheOlder()
    {
        var shading = new CellShading().By(CellMeasure.Idle);
        var rates = new CellShading();

        // What was accessed just now is as bright as what is accessed all the time.
        Assert.Equal(rates.ColourAt(1), shading.ColourAt(shading.Place(0)));
        Assert.Equal(rates.ColourAt(0), shading.ColourAt(shading.Place(600)));
        Assert.Equal([0, 1, 10, 60, 600], shading.Marks());
        Assert.Equal(["0", "1 s", "10 min"], new[] { shading.Text(0), shading.Text(1), shading.Text(600) });
    }

    [Fact]
    public void Palette_WhatIsOnItsWay_IsNeitherUnknownNorAValue()
    {
        var palette = new CellShading().Palette(0xffffff);
        uint[] colours = [.. Enumerable.Range(0, 256).Select(code => BitConverter.ToUInt32(palette, code * 4))];

        Assert.Equal(0, palette[(CellShading.Unknown * 4) + 3]);
        Assert.Equal(255, palette[(CellShading.Awaited * 4) + 3]);
        Assert.DoesNotContain(colours[CellShading.Awaited], colours[..CellShading.Awaited]);
        Assert.Equal(0, new CellShading().Value(CellShading.Awaited));
    }
}
