using Damon.Model.Secrets;

namespace Damon.Model.Tests.Secrets;

public sealed class ProgramWordTests
{
    [Theory]
    [InlineData("redis-server *:6379", "redis-server …")]
    [InlineData("postgres: checkpointer ", "postgres: …")]
    [InlineData("sleep", "sleep")]
    [InlineData("sleep …", "sleep …")]
    [InlineData("", "")]
    public void Of_ACommandLine_IsItsProgram(string commandLine, string expected) => Assert.Equal(expected, ProgramWord.Of(commandLine));
}
