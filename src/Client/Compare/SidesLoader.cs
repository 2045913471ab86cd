using Damon.Client.Api;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Contracts.Rest;

namespace Damon.Client.Compare;

/// <summary>Loads both sides as they are asked for, as far as that can be.</summary>
/// <param name="api">The calls.</param>
public sealed class SidesLoader(ApiClient api)
{
    private readonly SideLoader _side = new(api);

    /// <summary>Loads both sides at once; neither when a session is not there.</summary>
    /// <param name="settings">What is asked for.</param>
    /// <param name="sessions">All sessions.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="ApiException">The server did not answer.</exception>
    public async Task<LoadedSides> LoadAsync(CompareSettings settings, IReadOnlyList<SessionResource> sessions, CancellationToken cancel)
    {
        var notes = new List<string>();
        if (Find(CompareSide.A) is not { } a || Find(CompareSide.B) is not { } b)
        {
            return new LoadedSides(null, null, [.. Missing(CompareSide.A), .. Missing(CompareSide.B)]);
        }

        var loaded = await Task.WhenAll(LoadAsync(CompareSide.A, a, settings, notes, cancel), LoadAsync(CompareSide.B, b, settings, notes, cancel));
        return new LoadedSides(loaded[0], loaded[1], notes);

        SessionResource? Find(CompareSide side) => sessions.FirstOrDefault(s => s.Id == settings.Of(side).Session);

        IEnumerable<string> Missing(CompareSide side) => settings.Of(side).Session is { Length: > 0 } id && Find(side) is null
            ? [$"There is no session {id} for {side}: it may have been deleted. Choose another."]
            : [];
    }

    private Task<SideData> LoadAsync(CompareSide side, SessionResource session, CompareSettings settings, List<string> notes, CancellationToken cancel)
    {
        var wanted = settings.Of(side);
        if (wanted.Target >= Math.Max(1, session.Targets.Count))
        {
            notes.Add($"{side} has no target {wanted.Target}: the first is shown.");
            wanted = wanted with { Target = 0 };
        }

        if (CompareRange.Resolve(side, wanted, session.FirstUs, session.LastUs, settings.Halves) is not { } range)
        {
            return Task.FromResult(new SideData { Session = session, Target = wanted.Target });
        }

        if (range.Note is { } note)
        {
            notes.Add(note);
        }

        return _side.LoadAsync(session, wanted.Target, range, cancel);
    }
}
