using Damon.Client.Compare;
using Damon.Client.PicturePages;

namespace Damon.Client.Tests.PicturePages;

public sealed class PictureKeysTests
{
    private readonly FakePage _page = new();

    [Theory]
    [InlineData("w", "zoom in")]
    [InlineData("+", "zoom in")]
    [InlineData("=", "zoom in")]
    [InlineData("s", "zoom out")]
    [InlineData("-", "zoom out")]
    [InlineData("b", "back")]
    [InlineData("f", "fit")]
    [InlineData("escape", "fit")]
    [InlineData("?", "help")]
    public async Task Press_AKey_DoesOneThing(string key, string done)
    {
        await CompareKeys.For(_page).PressAsync(key);

        Assert.Equal([done], _page.Done);
    }

    [Theory]
    [InlineData("a", -2e6, 8e6, 0.4, 0.6)]
    [InlineData("d", 2e6, 12e6, 0.4, 0.6)]
    [InlineData("shift+w", 0, 10e6, 0.43, 0.57)]
    [InlineData("shift+a", 0, 10e6, 0.36, 0.56)]
    [InlineData("shift+d", 0, 10e6, 0.44, 0.64)]
    public async Task Press_AKeyThatMoves_ShowsThatPart(string key, double from, double to, double bottom, double top)
    {
        await CompareKeys.For(_page).PressAsync(key);

        Assert.Equal((from, to), (_page.Shown.FromUs, _page.Shown.ToUs));
        Assert.Equal((bottom, top), (Math.Round(_page.Shown.Bottom, 6), Math.Round(_page.Shown.Top, 6)));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("l")]
    [InlineData("shift+b")]
    public async Task Press_AKeyOfAnotherPage_DoesNothing(string key)
    {
        await CompareKeys.For(_page).PressAsync(key);

        Assert.Empty(_page.Done);
    }

    [Fact]
    public void Rows_TellThePagesOwnFirstAndThisListLast()
    {
        var rows = CompareKeys.For(_page).Rows;

        Assert.Equal("[F], [Esc] or double-click", rows[0].Keys);
        Assert.Equal("This list", rows[^1].Does);
    }

    [Fact]
    public void Table_OneKeyInTwoRows_IsRefused()
        => Assert.Throws<ArgumentException>(() => PictureKeys.With(_page, [new("[B]", "") { Actions = PictureKeys.On(("b", _page.FitAsync)) }], []));
}
