using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class RunSettingsTests
{
    [Fact]
    public void Read_NothingSet_TakesTheDefaultsAndANewToken() =>
        Assert.Equal(new RunSettings(new ServerAddress("127.0.0.1", 5200), "new", "", null), Read());

    [Fact]
    public void Read_EverythingSet_TakesIt() =>
        Assert.Equal(
            new RunSettings(new ServerAddress("127.0.0.1", 5300), "t", "/d.db", "/s.sock"),
            Read("--Damon:Urls=http://127.0.0.1:5300", "--Damon:Auth:Token=t", "--Damon:Database=/d.db", "--Damon:Link:Socket=/s.sock"));

    [Fact]
    public void Read_ViewersToken_IsHandedOnOnlyWhereSomebodyHasSetIt() =>
        Assert.Equal((null, "v"), (Read().ViewerToken, Read("--Damon:Auth:ViewerToken=v").ViewerToken));

    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public void Read_NoTokenWanted_TakesNoneEvenWhenOneIsSet(string value) =>
        Assert.Equal("", Read($"--Damon:Auth:Disabled={value}", "--Damon:Auth:Token=t").Token);

    [Fact]
    public void Read_AuthNotDisabled_KeepsTheToken() => Assert.Equal("new", Read("--Damon:Auth:Disabled=false").Token);

    private static RunSettings Read(params string[] options) =>
        RunSettings.Read(new ServerSettings(options, new Dictionary<string, string>()), () => "new");
}
