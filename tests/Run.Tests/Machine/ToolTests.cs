using Damon.Run.Machine;

namespace Damon.Run.Tests.Machine;

public sealed class ToolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Status_OfAProgram_IsItsOwn(int status) => Assert.Equal(status, await Tool.StatusAsync(["sh", "-c", $"exit {status}"]));

    [Fact]
    public async Task Status_NoSuchProgram_IsTheShells() => Assert.Equal(127, await Tool.StatusAsync(["damon-has-no-such-program"]));

    [Fact]
    public async Task Output_OfAProgram_HasNoSpaceAtItsEnds() => Assert.Equal("a b", await Tool.OutputAsync(["echo", " a b "]));

    [Fact]
    public async Task Output_NoSuchProgram_IsEmpty() => Assert.Equal("", await Tool.OutputAsync(["damon-has-no-such-program"]));

    [Fact]
    public void Find_OnPath_IsItsPlace() => Assert.EndsWith("/sh", Tool.Find("sh"), StringComparison.Ordinal);

    [Fact]
    public void Find_NoSuchProgram_IsNull() => Assert.Null(Tool.Find("damon-has-no-such-program"));
}
