using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Sessions;

[Collection(Lanes.Beside)]
public sealed class ErrorTests
{
    [Fact]
    public async Task PostSession_WithFaults_AnswersStatusFieldAndSentence()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "16", "4", "4");
        var target = new { pid = workload.Pid };

        await AssertProblemAsync(HttpStatusCode.BadRequest, "attributes.minRegions",
            await stack.Api.PostSessionAsync(new { targets = new[] { target }, attributes = new { minRegions = 2 } }));
        await AssertProblemAsync(HttpStatusCode.NotFound, "targets[0].pid",
            await stack.Api.PostSessionAsync(new { targets = new[] { new { pid = NoSuchPid() } } }));
        await AssertProblemAsync(HttpStatusCode.BadRequest, "targets", await stack.Api.PostSessionAsync(new { }));

        using var stranger = new DamonApi(stack.Address, token: null);
        await AssertProblemAsync(HttpStatusCode.Unauthorized, null, await stranger.PostSessionAsync(new { targets = new[] { target } }));

        using var first = await stack.Api.PostSessionAsync(new { targets = new[] { target } });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var session = (await first.Content.ReadFromJsonAsync<SessionResource>(ContractJson.Options, TestContext.Current.CancellationToken))!;
        Assert.EndsWith($"/api/v1/sessions/{session.Id}", first.Headers.Location!.ToString(), StringComparison.Ordinal);
        await AssertProblemAsync(HttpStatusCode.Conflict, null, await stack.Api.PostSessionAsync(new { targets = new[] { target } }));

        await stack.Api.StopAsync(session.Id);
        await AssertProblemAsync(HttpStatusCode.Conflict, null, await stack.Api.PostStopAsync(session.Id));
    }

    private static async Task AssertProblemAsync(HttpStatusCode status, string? field, HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(status == response.StatusCode, $"{status} expected, {response.StatusCode} found: {text}");
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var problem = JsonDocument.Parse(text).RootElement;
            Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            if (field is not null)
            {
                Assert.NotEmpty(problem.GetProperty("errors").GetProperty(field)[0].GetString()!);
            }
        }
    }

    // Linux gives no process a number above this.
    private static int NoSuchPid() => int.Parse(File.ReadAllText("/proc/sys/kernel/pid_max")) + 1;
}
