using Damon.Client.Api;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;

namespace Damon.Client.Compare;

/// <summary>
/// Everything the page of a comparison shows, and what a user can do with it. Knows no components: the page draws what
/// this says when <see cref="Changed"/> is raised.
/// </summary>
public sealed class CompareController : IAsyncDisposable
{
    private readonly ApiClient _api;
    private readonly SidesLoader _sides;
    private readonly CancellationTokenSource _closing = new();
    private CancellationTokenSource? _opening;
    private IReadOnlyList<string> _addressNotes = [];

    /// <summary>A controller that has not been opened yet.</summary>
    public CompareController(ApiClient api, TimeProvider time)
    {
        (_api, _sides, Pictures) = (api, new SidesLoader(api), new ComparePictures(api, time));
        Pictures.Changed += () => Changed?.Invoke();
        Pictures.Moved += () => Moved?.Invoke();
        Pictures.Failed += problem => Problem = problem;
    }

    /// <summary>Raised when something beside the pictures has changed.</summary>
    public event Action? Changed;

    /// <summary>Raised when the user has moved to another part, or compares something else: a step one can go back from.</summary>
    public event Action? Moved;

    /// <summary>The pictures.</summary>
    public ComparePictures Pictures { get; }

    /// <summary>How far it has come.</summary>
    public ComparePhase Phase { get; private set; }

    /// <summary>What the server had against it; null when all is well.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>What could not be shown as asked, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What is asked for; its view is that of the address, what is shown is that of <see cref="Pictures"/>.</summary>
    public CompareSettings Settings { get; private set; } = new();

    /// <summary>All sessions, newest first.</summary>
    public IReadOnlyList<SessionResource> Sessions { get; private set; } = [];

    /// <summary>The first side; null until it is loaded.</summary>
    public SideData? A { get; private set; }

    /// <summary>The second side; null until it is loaded.</summary>
    public SideData? B { get; private set; }

    /// <summary>What is put on one height unless the user chooses.</summary>
    public AlignBy Automatic => Pictures.Sides?.Automatic ?? AlignBy.Address;

    /// <summary>Whether something is being fetched.</summary>
    public bool Fetching => _opening is not null || Pictures.Loading;

    /// <summary>Whether a side is still being recorded.</summary>
    public bool Running => new[] { Find(CompareSide.A), Find(CompareSide.B) }.Any(s => s is not null && SessionLife.IsActive(s.State));

    private AlignBy By => Settings.By ?? Automatic;

    /// <summary>What is loaded of a side.</summary>
    public SideData? Data(CompareSide side) => side == CompareSide.A ? A : B;

    /// <summary>The session that a side asks for; null when there is none.</summary>
    public SessionResource? Find(CompareSide side) => Sessions.FirstOrDefault(s => s.Id == Settings.Of(side).Session);

    /// <summary>What the page's address keeps.</summary>
    public CompareSettings CurrentSettings() => Phase == ComparePhase.Ready ? Settings.Showing(Pictures.Part) : Settings;

    /// <summary>Loads the sessions and shows what is asked for.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="notes">Sentences about what of the address could not be read.</param>
    public Task OpenAsync(CompareSettings settings, IReadOnlyList<string> notes)
    {
        Ask(settings, notes);
        return LoadAsync();
    }

    /// <summary>Shows what an address asks for: back, forward, or typed.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="notes">Sentences about what of the address could not be read.</param>
    public Task ApplyAsync(CompareSettings settings, IReadOnlyList<string> notes)
    {
        var before = Settings;
        Ask(settings, notes);
        if (Phase != ComparePhase.Ready || settings.A != before.A || settings.B != before.B)
        {
            return LoadAsync();
        }

        if (settings.By != before.By)
        {
            Pictures.Align(By);
        }

        return Pictures.ShowAsync(settings.Part);
    }

    /// <summary>Shows something else on one side.</summary>
    public Task SetSideAsync(CompareSide side, SideSettings settings) => ChangeAsync(Settings.With(side, settings).Showing(default));

    /// <summary>Makes A of B and B of A.</summary>
    public Task SwapAsync()
    {
        var now = CurrentSettings();
        var (a, b) = (now.A, now.B);
        if (now.Halves && A is { } ofA && B is { } ofB)
        {
            // Without ranges both sides would get the halves they have.
            (a, b) = (Explicit(a, ofA), Explicit(b, ofB));
        }

        var swapped = now with { A = b, B = a };
        return ChangeAsync(Pictures.Aligned.By == AlignBy.Mapping ? swapped with { Low = null, High = null } : swapped);
    }

    /// <summary>Loads everything anew: what a running session has recorded by now.</summary>
    public Task RefreshAsync()
    {
        Settings = CurrentSettings();
        return LoadAsync();
    }

    /// <summary>Other colours.</summary>
    public Task SetShadingAsync(CellShading shading)
    {
        Settings = Settings with { Shading = shading };
        Pictures.SetShading(shading);
        Changed?.Invoke();
        return Pictures.FlushAsync();
    }

    /// <summary>Puts something else on one height.</summary>
    /// <param name="by">What; null leaves it to the page.</param>
    public Task SetAlignmentAsync(AlignBy? by)
    {
        Settings = CurrentSettings() with { By = by, Low = null, High = null };
        Pictures.Align(By);
        Moved?.Invoke();
        return Pictures.ShowAsync(Settings.Part);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        Pictures.Dispose();
        _closing.Dispose();
    }

    private static SideSettings Explicit(SideSettings settings, SideData data) => settings with
    {
        FromUs = data.Range.FromUs - data.Session.FirstUs,
        ToUs = data.Range.ToUs - data.Session.FirstUs,
    };

    private void Ask(CompareSettings settings, IReadOnlyList<string> notes)
    {
        (Settings, _addressNotes) = (settings, notes);
        Pictures.SetShading(settings.Shading);
    }

    private Task ChangeAsync(CompareSettings settings)
    {
        Ask(settings, []);
        Moved?.Invoke();
        return LoadAsync();
    }

    // Only the newest of several loads is shown; the others are given up.
    private async Task LoadAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        using var mine = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        _opening?.Cancel();
        (_opening, Problem) = (mine, null);
        Phase = Phase == ComparePhase.Ready ? Phase : ComparePhase.Loading;
        Changed?.Invoke();
        try
        {
            await ShowAsync(mine.Token);
        }
        catch (ApiException fault) when (!mine.IsCancellationRequested)
        {
            (Problem, Phase) = (fault.Problem, ComparePhase.Failed);
        }
        catch (Exception fault) when (mine.IsCancellationRequested && fault is ApiException or OperationCanceledException)
        {
            // Overtaken by another, or the page is gone.
        }

        if (_opening == mine)
        {
            _opening = null;
            Changed?.Invoke();
        }
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var sessions = await _api.GetSessionsAsync(cancel);
        cancel.ThrowIfCancellationRequested();
        Sessions = [.. sessions.OrderByDescending(s => s.StartedAt)];
        var sides = await _sides.LoadAsync(Settings, Sessions, cancel);
        cancel.ThrowIfCancellationRequested();
        (A, B, Notes) = (sides.A, sides.B, [.. _addressNotes, .. sides.Notes]);
        var pair = sides is { A: { HasData: true } a, B: { HasData: true } b } ? new SidePair(a, b) : null;
        Pictures.Take(pair, Settings.By ?? pair?.Automatic ?? AlignBy.Address);
        Phase = pair is not null ? ComparePhase.Ready : A is null ? ComparePhase.Choosing : ComparePhase.Empty;
        if (pair is not null)
        {
            await Pictures.ShowAsync(Settings.Part);
        }
    }
}
