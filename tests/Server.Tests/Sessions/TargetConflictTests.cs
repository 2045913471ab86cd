using Damon.Contracts.Link;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Tests.Sessions;

public sealed class TargetConflictTests
{
    [Theory]
    [InlineData(CommandCode.Busy, "Session some-id samples process 5.", "Session some-id (some name) samples process 5.")]
    [InlineData(CommandCode.Busy, "Session own-id runs already.", "Session own-id runs already.")]
    [InlineData(CommandCode.Busy, "Another program uses it.", "Another program uses it.")]
    [InlineData(CommandCode.Busy, null, null)]
    [InlineData(CommandCode.Unavailable, "Session some-id.", "Session some-id.")]
    public void Name_OfARefusal_NamesTheSessionInTheWay(CommandCode code, string? told, string? expected)
    {
        var own = SessionSamples.In(SessionState.Starting) with { Id = "own-id" };

        var answer = TargetConflict.Name(new CommandAnswer(code, told, "targets[0].pid"), own.Id, [own, SessionSamples.In(SessionState.Running)]);

        Assert.Equal(new CommandAnswer(code, expected, "targets[0].pid"), answer);
    }
}
