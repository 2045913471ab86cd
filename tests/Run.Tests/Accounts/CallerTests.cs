using Damon.Run.Accounts;

namespace Damon.Run.Tests.Accounts;

public sealed class CallerTests
{
    private static readonly Account Person = new("1000", "100", "ann", "/home/ann");

    [Fact]
    public void ServerAccount_OrdinaryUser_IsTheCallersOwn() => Assert.Null(new Caller(false, null).ServerAccount);

    [Fact]
    public void ServerAccount_BehindSudo_IsThatUsers() => Assert.Equal(Person, new Caller(true, Person).ServerAccount);

    [Fact]
    public void ServerAccount_RootItself_IsANumberOfItsOwn() => Assert.Equal("61900", new Caller(true, null).ServerAccount!.Uid);
}
