using Damon.Model.Sessions;
using Damon.Server.Exports;
using Damon.Server.Tests.Sessions;

namespace Damon.Server.Tests.Exports;

public sealed class ExportFileNameTests
{
    [Theory]
    [InlineData("redis (42)", "redis-42-id.csv")]
    [InlineData("../../etc/passwd", "etc-passwd-id.csv")]
    [InlineData("a\\b:c*d?\"e<f>|g\0h\r\ni", "a-b-c-d-e-f-g-h-i-id.csv")]
    [InlineData(".hidden.", "hidden-id.csv")]
    [InlineData("\u00dcbung_1.2", "\u00dcbung_1.2-id.csv")]
    [InlineData("--", "session-id.csv")]
    [InlineData("", "session-id.csv")]
    [InlineData("a\u202egpj.exe", "a-gpj.exe-id.csv")]
    [InlineData("\ud83d\ude00 smile", "smile-id.csv")]
    public void Of_AnyName_IsSafe(string name, string file)
        => Assert.Equal(file, ExportFileName.Of(SessionSamples.In(SessionState.Stopped) with { Id = "id", Name = name }, "csv"));

    [Fact]
    public void Of_ALongName_IsCut()
        => Assert.Equal(new string('x', 60) + "-id.json", ExportFileName.Of(SessionSamples.In(SessionState.Stopped) with { Id = "id", Name = new string('x', 200) }, "json"));
}
