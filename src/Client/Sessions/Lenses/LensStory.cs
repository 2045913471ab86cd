using Damon.Client.Api;
using Damon.Client.Viewports;
using Damon.Contracts.Rest.Lenses;

namespace Damon.Client.Sessions.Lenses;

/// <summary>
/// A lens from its opening to its end: asks for it, keeps its pages current, and ends it when nobody looks any more. Knows
/// no components.
/// </summary>
/// <param name="api">The calls.</param>
/// <param name="time">The clock.</param>
/// <param name="session">Session id.</param>
public sealed class LensStory(ApiClient api, TimeProvider time, string session) : IAsyncDisposable
{
    /// <summary>The sampler looks at all pages once a second; of more than these it is asked half as often, because an answer takes a while.</summary>
    private const int ManyPages = 65_536;

    /// <summary>After so many answers the lens itself is asked for: its pace changes with what there is to do.</summary>
    private const int AnswersBetween = 8;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private bool _isOurs;

    /// <summary>Raised when anything has changed that is shown.</summary>
    public event Action? Changed;

    /// <summary>Where it is in its life.</summary>
    public LensState State { get; private set; }

    /// <summary>The lens; null until it is open.</summary>
    public LensResource? Lens { get; private set; }

    /// <summary>Its pages as they were last told; null until then. They stay when it has ended.</summary>
    public LensPages? Pages { get; private set; }

    /// <summary>Why it was refused, why it has ended, or why its pages could not be asked for; null when all is well.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>Opens it, and returns when it has ended, was refused, or is closed.</summary>
    /// <param name="request">What to look at.</param>
    public async Task RunAsync(LensRequest request)
    {
        (State, Problem, Lens, Pages) = (LensState.Opening, null, null, null);
        try
        {
            // It is not given up: what may have been opened must be closed.
            Lens = await api.OpenLensAsync(session, request, CancellationToken.None);
        }
        catch (ApiException fault)
        {
            Tell(LensState.Refused, fault.Problem);
            return;
        }

        _isOurs = true;
        if (_closing.IsCancellationRequested)
        {
            await EndAsync();
            return;
        }

        Tell(LensState.Open, null);
        var answers = 0;
        do
        {
            await FollowAsync(++answers);
        }
        while (State == LensState.Open && await time.PauseAsync(Pages is { Count: > ManyPages } ? 2 * Every : Every, _closing.Token));
    }

    /// <summary>Ends whichever lens is open in the session, and opens this one.</summary>
    /// <param name="request">What to look at.</param>
    public async Task TakeOverAsync(LensRequest request)
    {
        _isOurs = true;
        await EndAsync();
        await RunAsync(request);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_closing.IsCancellationRequested)
        {
            // Its source is left to the collector: a pause may still be about to look at it.
            await _closing.CancelAsync();
            await EndAsync();
        }
    }

    private async Task FollowAsync(int answers)
    {
        try
        {
            var told = await api.GetPagesAsync(session, _closing.Token);
            var lens = answers % AnswersBetween == 0 ? await api.GetLensAsync(session, _closing.Token) : Lens!;
            if ((told.Start, told.End) != (Lens!.Start, Lens.End) || (lens.Target, lens.SinceUs) != (Lens.Target, Lens.SinceUs))
            {
                _isOurs = false;
                Tell(LensState.Ended, new ApiProblem { Message = "Another lens was opened in this session: there can be one at a time." });
                return;
            }

            var isNew = Problem is not null || Pages?.AtUs != told.AtUs || lens != Lens;
            (Lens, Problem) = (lens, null);
            Pages = Pages?.AtUs == told.AtUs ? Pages : new LensPages(told, lens.SinceUs);
            if (isNew)
            {
                Changed?.Invoke();
            }
        }
        catch (ApiException fault)
        {
            _isOurs &= !fault.Problem.IsNotFound;
            Tell(fault.Problem.IsNotFound ? LensState.Ended : LensState.Open, fault.Problem);
        }
        catch (OperationCanceledException)
        {
            // It is being closed.
        }
    }

    private void Tell(LensState state, ApiProblem? problem)
    {
        (State, Problem) = (state, problem);
        Changed?.Invoke();
    }

    private async Task EndAsync()
    {
        if (!_isOurs)
        {
            return;
        }

        _isOurs = false;
        try
        {
            await api.CloseLensAsync(session, CancellationToken.None);
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The lens could not be closed, or had ended already: {fault.Problem.Message}");
        }
    }
}
