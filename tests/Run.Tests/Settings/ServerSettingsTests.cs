using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class ServerSettingsTests
{
    [Fact]
    public void Find_NobodyHasSetIt_IsNull() => Assert.Null(Settings([]).Find("Damon:Urls"));

    [Fact]
    public void Find_InTheEnvironment_IsThatOneHoweverItIsSpelled()
    {
        Assert.Equal("e", Settings([], ("Damon__Auth__Token", "e")).Find("Damon:Auth:Token"));
        Assert.Equal("e", Settings([], ("DAMON__AUTH__TOKEN", "e")).Find("Damon:Auth:Token"));
    }

    [Fact]
    public void Find_EmptyInTheEnvironment_IsEmptyAndNotUnset() => Assert.Equal("", Settings([], ("Damon__Database", "")).Find("Damon:Database"));

    [Theory]
    [InlineData("--Damon:Urls=o")]
    [InlineData("--damon:urls=o")]
    [InlineData("--Damon:Urls", "o")]
    [InlineData("--DAMON:URLS", "o", "--Damon:Other=x")]
    public void Find_InTheOptions_WinsOverTheEnvironment(params string[] options) =>
        Assert.Equal("o", Settings(options, ("Damon__Urls", "e")).Find("Damon:Urls"));

    [Fact]
    public void Find_TwiceInTheOptions_TheLastWins()
    {
        Assert.Equal("2", Settings(["--Damon:Urls=1", "--Damon:Urls", "2"]).Find("Damon:Urls"));
        Assert.Equal("1", Settings(["--Damon:Urls", "2", "--Damon:Urls=1"]).Find("Damon:Urls"));
    }

    [Fact]
    public void Find_ValueWithEqualsSign_IsWhole() => Assert.Equal("a=b", Settings(["--Damon:Database=a=b"]).Find("Damon:Database"));

    [Fact]
    public void Find_OptionWithoutItsValue_IsEmpty() => Assert.Equal("", Settings(["--Damon:Database"]).Find("Damon:Database"));

    [Fact]
    public void Find_LongerKey_IsAnother() => Assert.Null(Settings(["--Damon:Urls2=x", "--Damon:UrlsToo", "y"]).Find("Damon:Urls"));

    private static ServerSettings Settings(string[] options, params (string Name, string Value)[] environment) =>
        new(options, environment.ToDictionary(variable => variable.Name, variable => variable.Value));
}
