using Damon.Run.Accounts;

namespace Damon.Run.Tests.Accounts;

public sealed class AccountTests
{
    [Fact]
    public void Prefix_DropsUserGroupsAndPrivilegesAndSetsTheHome() =>
        Assert.Equal(
            "setpriv --no-new-privs --inh-caps=-all --bounding-set=-all --reuid 1000 --regid 100 --clear-groups env -u XDG_DATA_HOME -u XDG_RUNTIME_DIR HOME=/home/ann",
            string.Join(' ', new Account("1000", "100", "ann", "/home/ann").Prefix));

    [Fact]
    public void ServerSamplerAndDemo_AreDifferentUsers() => Assert.Equal(3, new[] { Account.Server, Account.Sampler, Account.Demo }.Select(account => account.Uid).Distinct().Count());
}
