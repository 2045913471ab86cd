using Damon.Client.Colours;
using Damon.Client.PicturePages;

namespace Damon.Client.Tests.PicturePages;

public sealed class ViewQueryTests
{
    [Theory]
    [InlineData("scale=log&map=cividis&max=25&hide=0.5")]
    [InlineData("scale=linear")]
    [InlineData("")]
    public void Shading_Read_IsWrittenTheSame(string query)
    {
        var values = new ViewQuery(query);

        var written = ViewQuery.Of(values.ReadShading()).Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}");

        Assert.Equal(query, string.Join('&', written));
        Assert.Empty(values.Notes);
    }

    [Theory]
    [InlineData("colour=idle")]
    [InlineData("colour=idle&scale=sqrt&max=86400")]
    [InlineData("colour=touched&hide=5")]
    public void Shading_OfAnotherMeasure_IsWrittenTheSame(string query)
    {
        var values = new ViewQuery(query);

        var written = ViewQuery.Of(values.ReadShading(automatic: true), automatic: true).Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}");

        Assert.Equal(query, string.Join('&', written));
        Assert.Empty(values.Notes);
    }

    [Theory]
    [InlineData("scale=2", "scale=2")]
    [InlineData("map=jet", "map=jet")]
    [InlineData("max=0", "max=0")]
    [InlineData("hide=101", "hide=101")]
    public void Shading_Unreadable_IsTheDefaultWithASentence(string query, string said)
    {
        var values = new ViewQuery(query);

        Assert.Equal(new CellShading(), values.ReadShading());
        Assert.Contains(said, Assert.Single(values.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=5&to=9&low=0x10&high=0x20", 5L, 9L, 0x10UL, 0x20UL, 0)]
    [InlineData("from=9&to=5&low=0x10&high=0x20", null, null, 0x10UL, 0x20UL, 1)]
    [InlineData("from=5&to=9&low=0x20&high=0x20", 5L, 9L, null, null, 1)]
    [InlineData("from=x&to=9", null, 9L, null, null, 1)]
    public void Part_WithoutExtent_IsAll(string query, long? from, long? to, ulong? low, ulong? high, int notes)
    {
        var values = new ViewQuery(query);

        Assert.Equal(new ViewPart(from, to, low, high), values.ReadPart(ViewQuery.Number));
        Assert.Equal(notes, values.Notes.Count);
    }
}
