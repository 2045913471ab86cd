using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Sessions;

namespace Damon.Client.Compare;

/// <summary>
/// Everything the page of a comparison shows, and what a user can do with it. Knows no components: the page draws what
/// this says when <see cref="Changed"/> is raised.
/// </summary>
public sealed partial class CompareController : IAsyncDisposable
{
    private readonly ApiClient _api;
    private readonly TimeProvider _time;
    private readonly SideLoader _sides;
    private readonly CellLoader _cellLoader;
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<string> _addressNotes = [];
    private int _opening;

    /// <summary>A controller that has not been opened yet.</summary>
    public CompareController(ApiClient api, TimeProvider time)
    {
        (_api, _time, _sides, _cellLoader) = (api, time, new SideLoader(api), new CellLoader(api));
        PictureA = new ComparePicture(this, CompareSide.A);
        PictureB = new ComparePicture(this, CompareSide.B);
        Difference = new ComparePicture(this, null);
    }

    /// <summary>Raised when something beside the pictures has changed.</summary>
    public event Action? Changed;

    /// <summary>Picture of A.</summary>
    public ComparePicture PictureA { get; }

    /// <summary>Picture of B.</summary>
    public ComparePicture PictureB { get; }

    /// <summary>Picture of the difference.</summary>
    public ComparePicture Difference { get; }

    /// <summary>How far it has come.</summary>
    public ComparePhase Phase { get; private set; }

    /// <summary>What the server had against it; null when all is well.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>What could not be shown as asked, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <summary>What is asked for; its view is that of the address, <see cref="View"/> is what is shown.</summary>
    public CompareSettings Settings { get; private set; } = new();

    /// <summary>All sessions, newest first.</summary>
    public IReadOnlyList<SessionResource> Sessions { get; private set; } = [];

    /// <summary>The first side; null until it is loaded.</summary>
    public SideData? A { get; private set; }

    /// <summary>The second side; null until it is loaded.</summary>
    public SideData? B { get; private set; }

    /// <summary>The common axis.</summary>
    public AlignedAxis Aligned { get; private set; } = AlignedAxis.Empty;

    /// <summary>What is put on one height unless the user chooses.</summary>
    public AlignBy Automatic { get; private set; }

    /// <summary>The most that the lines of either side reach, bytes.</summary>
    public double LinesReach { get; private set; }

    /// <summary>Whether something is being fetched.</summary>
    public bool Fetching { get; private set; }

    /// <summary>Whether a side is still being recorded.</summary>
    public bool Running => new[] { Find(CompareSide.A), Find(CompareSide.B) }.Any(s => s is not null && SessionLife.IsActive(s.State));

    /// <summary>What is loaded of a side.</summary>
    public SideData? Data(CompareSide side) => side == CompareSide.A ? A : B;

    /// <summary>The session that a side asks for; null when there is none.</summary>
    public SessionResource? Find(CompareSide side) => Sessions.FirstOrDefault(s => s.Id == Settings.Of(side).Session);

    /// <summary>Loads the sessions and shows what is asked for.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="notes">Sentences about what of the address could not be read.</param>
    public Task OpenAsync(CompareSettings settings, IReadOnlyList<string> notes)
    {
        (Settings, _addressNotes) = (settings, notes);
        return LoadAsync();
    }

    /// <summary>Shows what an address asks for: back, forward, or typed.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="notes">Sentences about what of the address could not be read.</param>
    public async Task ApplyAsync(CompareSettings settings, IReadOnlyList<string> notes)
    {
        var same = Phase == ComparePhase.Ready && settings.A == Settings.A && settings.B == Settings.B;
        var before = Settings;
        (Settings, _addressNotes) = (settings, notes);
        if (!same)
        {
            await LoadAsync();
            return;
        }

        if (settings.By != before.By)
        {
            Align();
        }

        Invalidate(ChartParts.All);
        await ShowWantedAsync();
    }

    /// <summary>Shows something else on one side.</summary>
    public Task SetSideAsync(CompareSide side, SideSettings settings) => ChangeAsync(Settings.With(side, settings).Whole());

    /// <summary>Makes A of B and B of A.</summary>
    public Task SwapAsync()
    {
        var now = CurrentSettings();
        var (a, b) = (now.A, now.B);
        if (Halves && A is { } ofA && B is { } ofB)
        {
            // Without ranges both sides would get the halves they have.
            (a, b) = (Explicit(a, ofA), Explicit(b, ofB));
        }

        var swapped = now with { A = b, B = a };
        return ChangeAsync(Aligned.By == AlignBy.Mapping ? swapped with { Low = null, High = null } : swapped);
    }

    /// <summary>Loads everything anew: what a running session has recorded by now.</summary>
    public Task RefreshAsync()
    {
        Settings = CurrentSettings();
        return LoadAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _viewing?.Dispose();
        _closing.Dispose();
    }

    // Two ranges of one recording: without ranges asked for, its halves.
    private bool Halves => Settings.A.Session == Settings.B.Session && Settings.A.Target == Settings.B.Target && !Settings.A.HasRange && !Settings.B.HasRange;

    private static SideSettings Explicit(SideSettings settings, SideData data) => settings with
    {
        FromUs = data.Range.FromUs - data.Session.FirstUs,
        ToUs = data.Range.ToUs - data.Session.FirstUs,
    };

    private Task ChangeAsync(CompareSettings settings)
    {
        (Settings, _addressNotes) = (settings, []);
        Moved?.Invoke();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var mine = ++_opening;
        (Problem, Fetching) = (null, true);
        Phase = Phase == ComparePhase.Ready ? Phase : ComparePhase.Loading;
        Changed?.Invoke();
        try
        {
            var sessions = await _api.GetSessionsAsync(_closing.Token);
            if (mine == _opening)
            {
                Sessions = [.. sessions.OrderByDescending(s => s.StartedAt)];
                await LoadSidesAsync(mine);
            }
        }
        catch (ApiException fault) when (mine == _opening)
        {
            (Problem, Phase) = (fault.Problem, ComparePhase.Failed);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The page is gone.
            return;
        }

        Fetching = mine != _opening && Fetching;
        Changed?.Invoke();
    }

    private async Task LoadSidesAsync(int mine)
    {
        var notes = _addressNotes.ToList();
        if (Find(CompareSide.A) is not { } one || Find(CompareSide.B) is not { } other)
        {
            (A, B, Phase) = (null, null, ComparePhase.Choosing);
            Notes = [.. notes, .. Missing(CompareSide.A), .. Missing(CompareSide.B)];
            return;
        }

        var loaded = await Task.WhenAll(LoadSideAsync(CompareSide.A, one, notes), LoadSideAsync(CompareSide.B, other, notes));
        var (a, b) = (loaded[0], loaded[1]);
        if (mine != _opening)
        {
            return;
        }

        (A, B, Notes) = (a, b, notes);
        if (!a.HasData || !b.HasData)
        {
            Phase = ComparePhase.Empty;
            return;
        }

        Align();
        PictureA.SetLines(a, b);
        PictureB.SetLines(a, b);
        Difference.SetLines(a, b);
        LinesReach = a.WorkingSet.Series.Concat(b.WorkingSet.Series).Max(p => (double?)Math.Max(p.HighBytes ?? p.Bytes, p.ResidentBytes ?? 0)) ?? 0;
        Phase = ComparePhase.Ready;
        await ShowWantedAsync();
    }

    private IEnumerable<string> Missing(CompareSide side)
        => Settings.Of(side).Session is { Length: > 0 } id && Find(side) is null
            ? [$"There is no session {id} for {side}: it may have been deleted. Choose another."]
            : [];

    private Task<SideData> LoadSideAsync(CompareSide side, SessionResource session, List<string> notes)
    {
        var settings = Settings.Of(side);
        if (settings.Target >= Math.Max(1, session.Targets.Count))
        {
            notes.Add($"{side} has no target {settings.Target}: the first is shown.");
            settings = settings with { Target = 0 };
        }

        if (CompareRange.Resolve(side, settings, session.FirstUs, session.LastUs, Halves) is not { } range)
        {
            return Task.FromResult(new SideData { Session = session, Target = settings.Target });
        }

        if (range.Note is { } note)
        {
            notes.Add(note);
        }

        return _sides.LoadAsync(session, settings.Target, range, _closing.Token);
    }

    private void Align()
    {
        var (a, b) = (A!, B!);
        var sameProcess = a.Process is { } one && b.Process is { } other && one.Pid == other.Pid && one.StartTime == other.StartTime;
        Automatic = sameProcess || AddressAlignment.Fits(AddressRanges.Intersect(a.Areas, a.Accessible), AddressRanges.Intersect(b.Areas, b.Accessible))
            ? AlignBy.Address
            : AlignBy.Mapping;
        Aligned = (Settings.By ?? Automatic) == AlignBy.Address
            ? AddressAlignment.Create(a.Areas, b.Areas, AddressRanges.Union(a.Accessible, b.Accessible), a.Mappings)
            : MappingAlignment.Create(a.Use.Candidates, b.Use.Candidates);
        SetCells(null);
    }
}
