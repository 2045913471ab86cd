using CsCheck;
using Damon.Client.Heatmap;

namespace Damon.Client.Tests.Heatmap;

public sealed class CellCodesTests
{
    public static TheoryData<ColourScale> Scales { get; } = [ColourScale.Linear, ColourScale.Sqrt, ColourScale.Log];

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_UnknownZeroAndFull_AreDistinct(ColourScale scale)
    {
        Assert.Equal(CellCodes.Unknown, CellCodes.Encode(float.NaN, scale));
        Assert.Equal(CellCodes.Zero, CellCodes.Encode(0, scale));
        Assert.Equal(255, CellCodes.Encode(100, scale));
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_AnythingAboveZero_DoesNotLookLikeZero(ColourScale scale)
        => Assert.True(CellCodes.Encode(1e-6f, scale) > CellCodes.Zero);

    [Theory]
    [MemberData(nameof(Scales))]
    public void Encode_Rises(ColourScale scale) => Gen.Select(Gen.Float[0, 100], Gen.Float[0, 100]).Sample((a, b) =>
        Assert.True((a <= b) == (CellCodes.Encode(a, scale) <= CellCodes.Encode(b, scale)) || CellCodes.Encode(a, scale) == CellCodes.Encode(b, scale)));

    [Theory]
    [MemberData(nameof(Scales))]
    public void PercentAt_IsTheInverseOfPlace(ColourScale scale) => Gen.Double[0, 100].Sample(percent =>
        Assert.Equal(percent, CellCodes.PercentAt(CellCodes.Place(percent, scale), scale), 1e-6));

    [Fact]
    public void Percent_OfACode_IsNearWhatWasEncoded() => Gen.Float[1, 100].Sample(percent =>
        Assert.InRange(CellCodes.Percent(CellCodes.Encode(percent, ColourScale.Linear), ColourScale.Linear), percent - 0.3, percent + 0.3));

    [Fact]
    public void Place_SmallRates_AreLiftedByTheOtherScales()
    {
        Assert.True(CellCodes.Place(1, ColourScale.Sqrt) > CellCodes.Place(1, ColourScale.Linear));
        Assert.True(CellCodes.Place(1, ColourScale.Log) > CellCodes.Place(1, ColourScale.Sqrt));
    }
}
