using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Server.Problems;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Server.Sessions;

/// <summary>A connected sampler and the way to ask it something.</summary>
/// <param name="ConnectionId">Its SignalR connection.</param>
/// <param name="Hello">What it said of itself.</param>
/// <param name="Client">Calls it.</param>
/// <param name="AnswerTimeout">How long it may take.</param>
/// <param name="Time">Measures that.</param>
internal sealed record SamplerConnection(string ConnectionId, SamplerHello Hello, ISamplerClient Client, TimeSpan AnswerTimeout, TimeProvider Time)
{
    /// <summary>As callers see it.</summary>
    public SamplerResource ToResource() => new(Hello.SamplerId, Hello.Host, Hello.Kernel, Hello.Operations, Hello.Cost);

    /// <summary>Asks, and makes a sentence of what goes wrong on the way.</summary>
    public async Task<Outcome<T>> AskAsync<T>(Func<ISamplerClient, Task<T>> question)
        where T : class
    {
        try
        {
            return await question(Client).WaitAsync(AnswerTimeout, Time);
        }
        catch (TimeoutException)
        {
            return Away($"The sampler did not answer within {AnswerTimeout.TotalSeconds:0} s (Damon:Link:AnswerSeconds). See its log, then try again.");
        }
        catch (HubException e)
        {
            return Away($"The sampler failed: {e.Message} See its log.");
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            return Away("The connection to the sampler was lost meanwhile. Try again when GET /api/v1/samplers lists it.");
        }
    }

    private static Problem Away(string sentence) => Problem.Of(StatusCodes.Status503ServiceUnavailable, sentence);
}
