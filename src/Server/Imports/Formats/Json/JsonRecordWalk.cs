using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Damon.Server.Imports.Formats.Json;

/// <summary>Makes records of the tokens of a file. It keeps one snapshot at a time, whatever the file's size.</summary>
internal sealed class JsonRecordWalk
{
    private readonly JsonNesting _nesting = new();
    private readonly JsonValues _values = new();
    private JsonField _field;
    private int _records;
    private long _snapshots;

    /// <summary>Whether the list of records has ended.</summary>
    public bool IsOver { get; private set; }

    private string Place
    {
        get
        {
            if (_records == 0)
            {
                return "the file";
            }

            return _values.Snapshot is { } snapshot
                ? snapshot.Place + (_values.IsInRegion ? string.Create(CultureInfo.InvariantCulture, $", region {snapshot.Regions.Count + 1}") : "")
                : string.Create(CultureInfo.InvariantCulture, $"record {_records}");
        }
    }

    /// <summary>Takes the next token.</summary>
    /// <param name="json">At the token.</param>
    /// <returns>What it has completed; null when nothing.</returns>
    /// <exception cref="RecordFaultException">It does not belong here.</exception>
    public RecordPart? Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _field = _nesting.IsSkipping ? JsonField.None : JsonFields.Find(_nesting.Scope, json);
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Enter(json.TokenType == JsonTokenType.StartArray);
                return null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                return Leave();
            default:
                TakeValue(ref json);
                return null;
        }
    }

    private void Enter(bool isList)
    {
        if (!_nesting.TryEnter(isList, _field, out var scope))
        {
            throw Misplaced(isList ? "a list" : "an object");
        }

        _field = JsonField.None;
        switch (scope)
        {
            case JsonScope.Record:
                _values.Head = new RecordHead(_records++);
                _values.HasSnapshots = false;
                _snapshots = 0;
                break;
            case JsonScope.Intervals:
                _values.Head!.Intervals = new RecordIntervals();
                break;
            case JsonScope.Snapshots:
                _values.HasSnapshots = true;
                break;
            case JsonScope.Snapshot:
                _values.Begin(new RecordedSnapshot(_records - 1, ++_snapshots));
                break;
            case JsonScope.Regions:
                _values.HasRegions = true;
                break;
            case JsonScope.Region:
                _values.BeginRegion();
                break;
        }
    }

    private RecordPart? Leave()
    {
        string? fault;
        switch (_nesting.Leave())
        {
            case JsonScope.File:
                IsOver = true;
                return null;
            case JsonScope.Goal:
                _values.EndGoal();
                return null;
            case JsonScope.Region:
                return _values.TryEndRegion(out fault) ? null : throw RecordFaultException.At(Place, fault);
            case JsonScope.Snapshot:
                return _values.TryEnd(out var snapshot, out fault) ? snapshot : throw RecordFaultException.At(Place, fault);
            case JsonScope.Record:
                return _values.HasSnapshots ? _values.Head : throw RecordFaultException.At(Place, "it has no 'snapshots'");
            default:
                return null;
        }
    }

    private void TakeValue(ref Utf8JsonReader json)
    {
        var field = _field;
        _field = JsonField.None;
        if (_nesting.IsSkipping)
        {
            return;
        }

        if (_nesting.IsOutside || _nesting.Scope is JsonScope.File or JsonScope.Snapshots or JsonScope.Regions)
        {
            throw Misplaced("a single value");
        }

        if (field == JsonField.None)
        {
            return;
        }

        if (json.TokenType == JsonTokenType.Null)
        {
            if (field is JsonField.Snapshots or JsonField.Regions)
            {
                throw RecordFaultException.At(Place, $"'{JsonFields.NameOf(field)}' is null, not a list");
            }

            return;
        }

        if (json.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            throw RecordFaultException.At(Place, $"'{JsonFields.NameOf(field)}' is true or false, not a number");
        }

        if (!Set(field, ref json))
        {
            throw RecordFaultException.At(Place, $"'{JsonFields.NameOf(field)}' is '{Shown(ref json)}', {JsonValues.Wanted(field)}");
        }
    }

    private bool Set(JsonField field, ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
        {
            return TryUnescape(ref json, out var text) && _values.Set(field, Encoding.UTF8.GetBytes(text));
        }

        return _values.Set(field, json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan);
    }

    private static bool TryUnescape(ref Utf8JsonReader json, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = json.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: JSON, but no text.
            text = null;
            return false;
        }
    }

    private static string Shown(ref Utf8JsonReader json)
    {
        var text = Encoding.UTF8.GetString(json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan);
        return text.Length <= 40 ? text : text[..40] + "…";
    }

    private RecordFaultException Misplaced(string what) => _nesting.IsOutside
        ? new RecordFaultException($"it is JSON, but begins with {what} instead of a list of records")
        : RecordFaultException.At(Place, _field == JsonField.None
            ? $"{what} stands where an object is expected"
            : $"'{JsonFields.NameOf(_field)}' is {what}, {JsonValues.Wanted(_field)}");
}
