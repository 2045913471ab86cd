namespace Damon.Server.Imports.Formats.Json;

/// <summary>Where in a record file a reader is, and what comes next there.</summary>
internal sealed class JsonNesting
{
    private readonly Stack<JsonScope> _scopes = new();
    private int _skipped;

    /// <summary>Whether everything is skipped until a member ends.</summary>
    public bool IsSkipping => _skipped > 0;

    /// <summary>Whether nothing has begun, or all has ended.</summary>
    public bool IsOutside => _scopes.Count == 0;

    /// <summary>The innermost object or list.</summary>
    public JsonScope Scope => _scopes.Peek();

    /// <summary>An object or a list begins; false when it does not belong here.</summary>
    /// <param name="isList">Whether it is a list.</param>
    /// <param name="field">The member whose value it is; none in a list.</param>
    /// <param name="scope">What it is; null when it is skipped.</param>
    public bool TryEnter(bool isList, JsonField field, out JsonScope? scope)
    {
        scope = null;
        if (_skipped > 0 || IsUnknown(field))
        {
            _skipped++;
            return true;
        }

        scope = Next(isList, field);
        if (scope is { } entered)
        {
            _scopes.Push(entered);
        }

        return scope is not null;
    }

    /// <summary>An object or a list ends. Null when it was skipped.</summary>
    public JsonScope? Leave()
    {
        if (_skipped > 0)
        {
            _skipped--;
            return null;
        }

        return _scopes.Pop();
    }

    // Lists have no members; whatever stands in one is known, or wrong.
    private bool IsUnknown(JsonField field)
        => field == JsonField.None && !IsOutside && Scope is not (JsonScope.File or JsonScope.Snapshots or JsonScope.Regions);

    private JsonScope? Next(bool isList, JsonField field) => (IsOutside ? (JsonScope?)null : Scope, field, isList) switch
    {
        (null, _, true) => JsonScope.File,
        (JsonScope.File, _, false) => JsonScope.Record,
        (JsonScope.Record, JsonField.Intervals, false) => JsonScope.Intervals,
        (JsonScope.Record, JsonField.Snapshots, true) => JsonScope.Snapshots,
        (JsonScope.Intervals, JsonField.IntervalsGoal, false) => JsonScope.Goal,
        (JsonScope.Snapshots, _, false) => JsonScope.Snapshot,
        (JsonScope.Snapshot, JsonField.Regions, true) => JsonScope.Regions,
        (JsonScope.Regions, _, false) => JsonScope.Region,
        (JsonScope.Region, JsonField.NrAccesses, false) => JsonScope.NrAccesses,
        (JsonScope.Region, JsonField.Age, false) => JsonScope.Age,
        _ => null,
    };
}
