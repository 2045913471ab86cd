using Damon.Contracts.Monitoring;
using Damon.Server.History;
using Damon.Server.Sessions;
using Damon.Server.Tests.History;

namespace Damon.Server.Tests.Sessions;

public sealed class SessionStorageTests
{
    [Fact]
    public void ToSession_SecretsThatAnEarlierVersionKept_AreMasked()
    {
        var target = new StoredTarget(0, 42, DateTimeOffset.UnixEpoch, "app", "app --token hunter2", null)
        {
            EarlierPrograms = [new EarlierProgram("sh", "sh -c PASSWORD=hunter2 app", 5)],
        };

        var session = (Recorded.Session(1) with { Name = "app --token hunter2", Targets = [target] }).ToSession();

        Assert.Equal("app --token ***", session.Name);
        Assert.Equal("app --token ***", session.Targets[0].CommandLine);
        Assert.Equal(new EarlierProgram("sh", "sh -c PASSWORD=*** app", 5), Assert.Single(session.Targets[0].EarlierPrograms));
    }
}
