using Damon.Run.Launching;

namespace Damon.Run.Tests.Launching;

public sealed class SessionStartTests
{
    [Fact]
    public void NameOf_Command_IsOneLine() => Assert.Equal("sh -c a b é", SessionStart.NameOf(["sh", "-c", "a\nb", "é"]));

    [Fact]
    public void NameOf_CommandWithASecret_HidesIt() => Assert.Equal("psql --password=*** h", SessionStart.NameOf(["psql", "--password=two words", "h"]));
}
