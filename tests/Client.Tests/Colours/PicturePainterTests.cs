using CsCheck;
using Damon.Client.Colours;
using Damon.Client.Pictures;
using Damon.Client.Tests.Pictures;

namespace Damon.Client.Tests.Colours;

public sealed class PicturePainterTests
{
    private static readonly CellShading Linear = new() { Scale = ColourScale.Linear };

    [Fact]
    public void Paint_Increments_ShowTheSameAsPaintingAnew() => Gen.Select(Gen.Int[1, 30], Gen.Int[0, 20]).Array[1, 60].Sample(steps =>
    {
        var live = new LivePicture(2_000_000, 8);
        var (painter, canvas) = (new PicturePainter(), new Canvas());
        var number = 0L;
        foreach (var (ahead, nr) in steps)
        {
            // Mostly one after the other, now and then with a hole.
            number += ahead > 25 ? ahead : 1;
            var from = live.Add(Snapshots.At(number, Snapshots.Region(0, 64, nr), Snapshots.Region(64, 128, 20 - nr)));
            canvas.Apply(painter.Paint(live, Linear, from));
        }

        var anew = new Canvas();
        anew.Apply(new PicturePainter().Paint(live, Linear));
        Assert.Equal(anew.Codes, canvas.Codes);
    });

    [Fact]
    public void Paint_OneNewSnapshot_SendsOnlyItsColumns()
    {
        var live = new LivePicture(60_000_000, 100);
        var painter = new PicturePainter();
        for (var i = 0; i < 50; i++)
        {
            live.Add(Snapshots.At(i, Snapshots.Region(0, 64, 3)));
        }

        painter.Paint(live, Linear);
        var update = painter.Paint(live, Linear, live.Add(Snapshots.At(50, Snapshots.Region(0, 64, 3))));

        Assert.Equal((1, 100), (update.Shift, update.Codes.Length));
        Assert.Equal(update.Columns - 1, update.FirstColumn);
    }

    [Fact]
    public void Paint_OtherScale_SendsEverything()
    {
        var live = new LivePicture(2_000_000, 10);
        var painter = new PicturePainter();
        live.Add(Snapshots.At(0, Snapshots.Region(0, 64, 3)));
        painter.Paint(live, Linear);

        var update = painter.Paint(live, Linear with { Scale = ColourScale.Log }, live.Newest);

        Assert.Equal(update.Columns * update.Rows, update.Codes.Length);
    }
}
