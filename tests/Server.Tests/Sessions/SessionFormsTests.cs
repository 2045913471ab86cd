using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Tests.Sessions;

public sealed class SessionFormsTests
{
    [Fact]
    public void ToStored_AndBack_LosesNothing()
    {
        var session = SessionSamples.In(SessionState.Interrupted);

        Assert.Equivalent(session, session.ToStored().ToSession(), strict: true);
    }

    [Fact]
    public void ToResource_ShowsEverythingAndTheLossesTogether()
    {
        var session = SessionSamples.In(SessionState.Interrupted) with { Missing = 7 };

        var resource = session.ToResource();

        var expected = new SessionResource
        {
            Id = session.Id,
            Name = session.Name,
            Notes = session.Notes,
            State = SessionState.Interrupted,
            EndedBecause = "Before.",
            Operations = session.Operations,
            Targets = [new TargetResource { Index = 0, Pid = 5, StartTime = SessionSamples.Begin, Name = "first", CommandLine = "first --run", EndedBecause = "Gone.", Group = 0, HasRegions = false, EarlierPrograms = [new EarlierProgram("sh", "sh -c first", 9)], RestartOf = 3 }],
            Groups = [new SessionGroupResource { Kind = GroupKind.Unit, Name = "first.service", Processes = 3, Remark = "Left out: 1." }],
            Attributes = session.Attributes,
            FollowChildren = true,
            Sampler = "sampler-1",
            StartedAt = session.StartedAt,
            EndedAt = session.EndedAt,
            SamplerCpuSeconds = 1.5,
            SnapshotCount = 10,
            FirstUs = 1,
            LastUs = 2,
            LostSnapshots = 7,
        };
        Assert.Equivalent(expected, resource, strict: true);
    }
}
