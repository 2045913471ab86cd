using Bunit;
using Damon.Client.Pages;
using Damon.Client.Tests.Idle;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Pages;

/// <summary>What a session's page says of what its idle memory suggests.</summary>
public sealed class AdvicePanelTests : RunningSessionTest
{
    private static readonly Advice Leak = new(AdviceKind.Leak, "It looks like a leak.", "72 looks.", "It levels off.", 6, 0, 0x1000, 0x5000);
    private static readonly Advice Limit = new(AdviceKind.Limit, "The limit could be 220 MiB.", "12 looks.", "It has its turn.", 7, null, null, null);

    public AdvicePanelTests()
    {
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([]));
        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([Leak, Limit], "Watched for 12 min so far."));
    }
}
