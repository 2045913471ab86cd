using Damon.Server.Exports;

namespace Damon.Server.Tests.Exports;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("[heap]", "[heap]")]
    [InlineData("/usr/lib/a b.so", "/usr/lib/a b.so")]
    [InlineData("/a,b", "\"/a,b\"")]
    [InlineData("/a\"b", "\"/a\"\"b\"")]
    [InlineData("/a\nb", "\"/a\nb\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("a=1", "a=1")]
    public void Of_Text_IsQuotedAndNoFormula(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));
}
