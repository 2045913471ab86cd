using Damon.Client.Api;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Rest.Changes;
using Damon.Model.Sessions;

namespace Damon.Client.Changes;

/// <summary>
/// What has changed in the target shown, from its beginning on: asked for once the picture has had its turn, and again
/// now and then while the session runs. Knows no components; follows the page by its events.
/// </summary>
public sealed class ChangeStory : IDisposable
{
    /// <summary>Between two questions while the session runs: changes are searched in what is stored.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterThePicture = TimeSpan.FromSeconds(2);

    // A shift of a rate is told when it has lasted for some steps, and is then where it was: what is older stays.
    private const long OpenUs = 180_000_000;
    private const long EdgeUs = 30_000_000;

    private readonly SessionContext _page;
    private readonly Func<TargetContext> _target;
    private CancellationTokenSource _scope = new();
    private TargetContext? _followed;

    /// <summary>Nothing is known yet.</summary>
    /// <param name="page">The page.</param>
    /// <param name="target">Tells the target shown.</param>
    public ChangeStory(SessionContext page, Func<TargetContext> target)
    {
        (_page, _target) = (page, target);
        _page.Changed += Follow;
    }

    /// <summary>What has changed, in order of time; the same list as long as nothing is new.</summary>
    public IReadOnlyList<Change> Changes { get; private set; } = [];

    /// <summary>What is left out, as a sentence; null when nothing is.</summary>
    public string? Remark { get; private set; }

    /// <summary>Whether the server has answered.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Why it has not; null when all is well.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _page.Changed -= Follow;
        _scope.Cancel();
        _scope.Dispose();
    }

    /// <summary>Earlier answers and a newer one of their last part.</summary>
    /// <param name="known">What is known, in order of time.</param>
    /// <param name="newer">The newer answer.</param>
    /// <param name="fromUs">From when on the newer one counts, Unix microseconds.</param>
    internal static IReadOnlyList<Change> Join(IReadOnlyList<Change> known, IReadOnlyList<Change> newer, long fromUs)
    {
        Change[] all = [.. known.Where(change => change.Us < fromUs), .. newer.Where(change => change.Us >= fromUs).Distinct()];
        return all.SequenceEqual(known) ? known : all;
    }

    private void Follow()
    {
        if (_page.Session is null || _followed == _target())
        {
            return;
        }

        _followed = _target();
        _scope.Cancel();
        _scope.Dispose();
        _scope = CancellationTokenSource.CreateLinkedTokenSource(_page.Closing);
        (Changes, Remark, IsKnown, Problem) = ([], null, false, null);
        _ = RunAsync(_followed, _scope.Token);
    }

    private async Task RunAsync(TargetContext target, CancellationToken cancel)
    {
        var pause = AfterThePicture;
        while (await _page.Time.PauseAsync(pause, cancel))
        {
            var runs = _page.Session!.State.IsActive();
            var isDone = await AskAsync(target, cancel) && !runs;
            if (isDone || cancel.IsCancellationRequested)
            {
                return;
            }

            pause = Every;
        }
    }

    /// <returns>Whether there was an answer.</returns>
    private async Task<bool> AskAsync(TargetContext target, CancellationToken cancel)
    {
        try
        {
            // The last part alone, once the rest is known.
            long? from = IsKnown && target.LastUs - OpenUs > (target.FirstUs ?? 0) ? target.LastUs - OpenUs : null;
            var answer = await _page.Api.GetChangesAsync(_page.Session!.Id, target.Index, from, cancel);
            if (cancel.IsCancellationRequested)
            {
                return false;
            }

            Changes = Join(Changes, answer.Changes, from + EdgeUs ?? 0);
            (Remark, Problem, IsKnown) = (from is null ? answer.Remark : Remark, null, true);
            _page.Tell();
            return true;
        }
        catch (ApiException fault)
        {
            Problem = fault.Problem;
            _page.Tell();
        }
        catch (OperationCanceledException)
        {
            // Another target is shown.
        }

        return false;
    }
}
