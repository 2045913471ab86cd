using Damon.Run.Looking;

namespace Damon.Run.Tests.Looking;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("redis-server *:6379", "redis-server *:6379")]
    [InlineData("grün 日本 😀", "grün 日本 😀")]
    [InlineData("a\u001b[2Jb\nc\td\u0007", "a?[2Jb?c?d?")]
    [InlineData("left\u202eright\u2028\u200b", "left?right??")]
    public void Of_Text_KeepsOnlyWhatCannotMoveTheCursor(string text, string shown) => Assert.Equal(shown, Printable.Of(text));
}
