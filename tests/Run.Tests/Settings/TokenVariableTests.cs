using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class TokenVariableTests
{
    [Theory]
    [InlineData("Damon__Auth__Token")]
    [InlineData("DAMON__AUTH__TOKEN")]
    [InlineData("Damon__Auth__ViewerToken")]
    public void Remove_HoweverItIsSpelled_IsGone(string name)
    {
        Environment.SetEnvironmentVariable(name, "secret");

        TokenVariable.Remove();

        Assert.Null(Environment.GetEnvironmentVariable(name));
    }
}
