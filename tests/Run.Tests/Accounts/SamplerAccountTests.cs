using Damon.Run.Accounts;

namespace Damon.Run.Tests.Accounts;

public sealed class SamplerAccountTests
{
    private static readonly Account Person = new("1000", "100", "ann", "/home/ann");

    [Fact]
    public async Task User_RootItself_IsANumberOfItsOwnInTheServersGroup() =>
        Assert.Equal("61902:61900", await SamplerAccount.UserAsync(new Caller(true, null), Account.Server));

    [Fact]
    public async Task User_BehindSudo_IsThatUser() => Assert.Equal("1000:100", await SamplerAccount.UserAsync(new Caller(true, Person), Person));

    [Fact]
    public async Task User_ServerHadToStayRoot_SamplerDoesToo() => Assert.Null(await SamplerAccount.UserAsync(new Caller(true, Person), null));

    [Fact]
    public async Task User_OrdinaryUser_IsTheCaller() =>
        Assert.Matches("^[0-9]+:[0-9]+$", await SamplerAccount.UserAsync(new Caller(false, null), null));
}
