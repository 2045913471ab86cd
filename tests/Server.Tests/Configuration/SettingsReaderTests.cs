using Damon.Server.Configuration;
using Microsoft.Extensions.Configuration;

namespace Damon.Server.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Read_Nothing_HasTheDefaults()
    {
        var settings = Read(new() { ["HOME"] = "/home/me" });

        Assert.Equal("http://127.0.0.1:5200", Assert.Single(settings.Urls).Text);
        Assert.Equal("/home/me/.local/share/damon/damon.db", settings.Database);
        Assert.Equal("/run/damon/sampler.sock", settings.Link.Socket);
        Assert.Equal([0u, 77u], settings.Link.AllowedUids.Order());
        Assert.Equal((null, false), (settings.Auth.Token, settings.Auth.Disabled));
        Assert.True(settings.LoopbackOnly);
    }

    [Fact]
    public void Read_UsersByNumberAndName_AreAllowed()
    {
        var settings = Read(new() { ["HOME"] = "/home/me" }, ("Link:AllowedUids", "0, damon-sampler"));

        Assert.Equal([0u, 991u], settings.Link.AllowedUids.Order());
    }

    [Fact]
    public void UidOf_UsersOfThisHost_AreFoundByName()
    {
        Assert.Equal(0u, NativeMethods.UidOf("root"));
        Assert.Null(NativeMethods.UidOf("nobody-at-all"));
    }

    [Fact]
    public void Read_XdgDirectories_AreFollowed()
    {
        var settings = Read(new() { ["HOME"] = "/home/me", ["XDG_DATA_HOME"] = "/data", ["XDG_RUNTIME_DIR"] = "/run/user/77" });

        Assert.Equal("/data/damon/damon.db", settings.Database);
        Assert.Equal("/run/user/77/damon/sampler.sock", settings.Link.Socket);
    }

    [Fact]
    public void Read_SeveralFaults_NamesEveryKeyAtOnce()
    {
        var failure = Assert.Throws<SettingsException>(() => Read(
            [],
            ("Urls", "http://127.0.0.1:5200;ftp://x"),
            ("Auth:Token", "short"),
            ("Auth:ViewerToken", "a word"),
            ("Auth:Disabled", "perhaps"),
            ("Auth:IdleHours", "0"),
            ("Auth:SignInHours", "ever"),
            ("Auth:AuditMegabytes", "0"),
            ("Auth:FailuresPerMinute", "0"),
            ("Link:Socket", "/" + new string('x', 200)),
            ("Link:AllowedUids", "0,nobody-at-all"),
            ("Link:GraceSeconds", "-1"),
            ("History:MaxMegabytes", "lots"),
            ("History:KeepHours", "-1"),
            ("History:SessionMegabytes", "half"),
            ("History:KeepMegabytes", "all"),
            ("History:ReserveMegabytes", "-1"),
            ("History:CheckHours", "daily"),
            ("Heavy:Pictures", "0"),
            ("Heavy:Transfers", "none"),
            ("Heavy:Waiting", "-1"),
            ("Heavy:WaitSeconds", "0"),
            ("Heavy:StallSeconds", "1"),
            ("StartsPerMinute", "0")));

        string[] keys = ["Urls", "Database", "Auth:Disabled", "Auth:Token", "Auth:ViewerToken", "Auth:IdleHours", "Auth:SignInHours", "Auth:AuditMegabytes", "Auth:FailuresPerMinute", "Link:Socket", "Link:AllowedUids", "Link:GraceSeconds", "History:MaxMegabytes", "History:KeepHours", "History:SessionMegabytes", "History:KeepMegabytes", "History:ReserveMegabytes", "History:CheckHours", "Heavy:Pictures", "Heavy:Transfers", "Heavy:Waiting", "Heavy:WaitSeconds", "Heavy:StallSeconds", "StartsPerMinute"];
        Assert.Equal(keys.Select(key => "Damon:" + key), failure.Faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]));
        Assert.All(keys, key => Assert.Contains("Damon:" + key, failure.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://0.0.0.0:5200", false)]
    [InlineData("http://*:5200", false)]
    [InlineData("http://192.168.1.5:5200", false)]
    [InlineData("http://127.0.0.1:1;http://[::1]:1;http://localhost:1", true)]
    public void Read_AuthDisabled_IsOnlyAllowedOnLoopback(string urls, bool allowed)
    {
        var read = () => Read(new() { ["HOME"] = "/home/me" }, ("Urls", urls), ("Auth:Disabled", "true"));

        if (allowed)
        {
            Assert.True(read().Auth.Disabled);
        }
        else
        {
            Assert.Contains("Damon:Auth:Disabled", Assert.Throws<SettingsException>(read).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_OneTokenForBothRoles_IsAFault()
    {
        var failure = Assert.Throws<SettingsException>(() => Read(new() { ["HOME"] = "/" }, ("Auth:Token", "the-same-for-both"), ("Auth:ViewerToken", "the-same-for-both")));

        Assert.StartsWith("Damon:Auth:ViewerToken: is the same as Damon:Auth:Token", Assert.Single(failure.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://host.example:80")]
    [InlineData("127.0.0.1:5200")]
    [InlineData("http://127.0.0.1:5200/path")]
    [InlineData("")]
    [InlineData(";")]
    public void Read_AddressThatCannotBeListenedOn_IsAFault(string urls)
        => Assert.Contains("Damon:Urls", Assert.Throws<SettingsException>(() => Read(new() { ["HOME"] = "/" }, ("Urls", urls))).Message, StringComparison.Ordinal);

    private static DamonSettings Read(Dictionary<string, string> environment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>("Damon:" + setting.Key, setting.Value)))
            .Build();
        return new SettingsReader(configuration, environment.GetValueOrDefault!, ownUid: 77, name => name == "damon-sampler" ? 991u : null).Read();
    }
}
