using Damon.Client.Api;
using Damon.Client.Layout;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Sessions;

/// <summary>The sessions, kept up to date while the page is open: found, renamed, annotated, exported, compared, deleted.</summary>
public sealed partial class SessionList : RefreshingComponent
{
    private readonly List<string> chosen = [];
    private IReadOnlyList<SessionResource>? sessions;
    private IReadOnlyList<SessionResource> shown = [];
    private SessionFilter filter = new();
    private SortOrder order = SessionRanking.Newest;
    private string? renaming;
    private (SessionResource Session, SessionQuestion Question)? asked;

    /// <inheritdoc/>
    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string CompareHint => chosen.Count switch
    {
        0 => "Tick two to compare them",
        1 => $"{Title(chosen[0])} is chosen: tick a second one",
        2 => $"{Title(chosen[0])} and {Title(chosen[1])}",
        _ => $"{chosen.Count} are ticked: leave two",
    };

    // The one being renamed stays, whatever becomes of it meanwhile.
    private IReadOnlyList<SessionResource> Fitting => [.. (sessions ?? []).Where(s => s.Id == renaming || filter.Matches(s))];

    /// <inheritdoc/>
    protected override async Task LoadAsync()
    {
        sessions = await Api.GetSessionsAsync(Closing);
        chosen.RemoveAll(id => !sessions.Any(s => s.Id == id));
        shown = SessionRanking.Renew(shown, Fitting, order, Time.GetUtcNow());
    }

    private string Title(string id) => SessionFacts.Title(sessions!.First(s => s.Id == id));

    private void TextChanged(ChangeEventArgs change) => Sift(filter with { Text = change.Value?.ToString() ?? "" });

    private void ChoiceChanged(ChangeEventArgs change) => Sift(filter with { Choice = Enum.Parse<SessionChoice>(change.Value?.ToString() ?? "") });

    private void ShowAll() => Sift(new SessionFilter());

    private void Sift(SessionFilter wanted)
    {
        filter = wanted;
        Reorder(order);
    }

    private void Reorder(SortOrder wanted)
    {
        order = wanted;
        shown = SessionRanking.Sort(Fitting, order, Time.GetUtcNow());
    }

    private void Choose(string id, bool on)
    {
        chosen.Remove(id);
        if (on)
        {
            chosen.Add(id);
        }
    }

    private void Compare() => Navigation.NavigateTo($"compare?a={Uri.EscapeDataString(chosen[0])}&b={Uri.EscapeDataString(chosen[1])}");

    // The list is renewed before the dialog goes: only then is it known whether the focus has a place to return to.
    private async Task ChangedAsync()
    {
        await RefreshAsync();
        StateHasChanged();
        asked = null;
    }
}
