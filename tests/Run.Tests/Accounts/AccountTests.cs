using Damon.Run.Accounts;

namespace Damon.Run.Tests.Accounts;

public sealed class AccountTests
{
    [Fact]
    public void Prefix_DropsUserGroupsAndPrivilegesAndSetsTheHome() =>
        Assert.Equal(
            "setpriv --reuid 1000 --regid 100 --clear-groups --no-new-privs env -u XDG_DATA_HOME -u XDG_RUNTIME_DIR HOME=/home/ann",
            string.Join(' ', new Account("1000", "100", "ann", "/home/ann").Prefix));

    [Fact]
    public void DemoAndServer_AreDifferentUsers() => Assert.NotEqual(Account.Server.Uid, Account.Demo.Uid);
}
