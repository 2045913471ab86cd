using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions.Listing;

/// <summary>The sessions, kept up to date while the page is open: found, renamed, annotated, exported, compared, deleted.</summary>
public sealed partial class SessionList : RefreshingComponent
{
    private readonly List<string> _chosen = [];
    private IReadOnlyList<SessionResource>? _sessions;
    private IReadOnlyList<SessionResource> _shown = [];
    private SessionFilter _filter = new();
    private SortOrder _order = SessionRanking.Newest;
    private string? _renaming;
    private bool _importing;
    private (SessionResource Session, SessionQuestion Question)? _asked;

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    [CascadingParameter] private Permissions Permissions { get; set; } = Permissions.Unknown;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string CompareHint => _chosen.Count switch
    {
        0 => "Tick two to compare them",
        1 => $"{Title(_chosen[0])} is chosen: tick a second one",
        2 => $"{Title(_chosen[0])} and {Title(_chosen[1])}",
        _ => $"{_chosen.Count} are ticked: leave two",
    };

    // The one being renamed stays, whatever becomes of it meanwhile.
    private IReadOnlyList<SessionResource> Fitting => [.. (_sessions ?? []).Where(s => s.Id == _renaming || _filter.Matches(s))];

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        _sessions = await Api.GetSessionsAsync(Closing);
        _chosen.RemoveAll(id => !_sessions.Any(s => s.Id == id));
        _shown = SessionRanking.Renew(_shown, Fitting, _order, Time.GetUtcNow());
    }

    private string Title(string id) => SessionFacts.Title(_sessions!.First(s => s.Id == id));

    private void TextChanged(ChangeEventArgs change) => Sift(_filter with { Text = change.Value?.ToString() ?? "" });

    private void ChoiceChanged(ChangeEventArgs change) => Sift(_filter with { Choice = Enum.Parse<SessionChoice>(change.Value?.ToString() ?? "") });

    private void ShowAll() => Sift(new SessionFilter());

    private void Sift(SessionFilter wanted)
    {
        _filter = wanted;
        Reorder(_order);
    }

    private void Reorder(SortOrder wanted)
    {
        _order = wanted;
        _shown = SessionRanking.Sort(Fitting, _order, Time.GetUtcNow());
    }

    private void Choose(string id, bool on)
    {
        _chosen.Remove(id);
        if (on)
        {
            _chosen.Add(id);
        }
    }

    private void Compare() => Navigation.NavigateTo($"compare?a={Uri.EscapeDataString(_chosen[0])}&b={Uri.EscapeDataString(_chosen[1])}");

    private void Open(SessionResource imported) => Navigation.NavigateTo(SessionFacts.Address(imported));

    // The list is renewed before the dialog goes: only then is it known whether the focus has a place to return to.
    private async Task ChangedAsync()
    {
        await RefreshAsync();
        StateHasChanged();
        _asked = null;
    }
}
