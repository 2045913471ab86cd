using Bunit;
using Damon.Client.Pages;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Pages;

/// <summary>The page of a session that is over, or runs, with ten seconds recorded.</summary>
public abstract class RecordedSessionTest : RunningSessionTest
{
    internal static SessionResource Stopped { get; } = Running with
    {
        State = SessionState.Stopped,
        EndedBecause = "The target exited.",
        FirstUs = 1_000_000,
        LastUs = 11_000_000,
        SnapshotCount = 100,
    };

    internal static OpeningResource Opening { get; } = new()
    {
        Areas = [new AreaResource(0, 64 * 4096)],
        WorkingSet = new WorkingSetResource([], 0,
            [new WorkingSetPoint(1_100_000, 4096, null, 5), new WorkingSetPoint(6_000_000, 8192, 16384, 6), new WorkingSetPoint(11_000_000, 12288, 16384, 7)]),
    };

    protected RecordedSessionTest()
    {
        Server.Answer("GET", "sessions/s/opening", Opening);
        Server.Answer("GET", "sessions/s/workingset", Opening.WorkingSet);
    }

    internal NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>Opens the page of the session that is over.</summary>
    internal async Task<IRenderedComponent<SessionPage>> OpenStoppedAsync()
    {
        Server.Answer("GET", "sessions/s", Stopped);
        Navigation.NavigateTo("sessions/s");
        var page = Open();
        await EventuallyAsync(() => Assert.Equal("7", page.Find("[data-testid=region-count]").TextContent));
        return page;
    }
}
