using System.Globalization;
using Damon.Contracts.Json;
using Damon.Model.Time;

namespace Damon.Server.Problems;

/// <summary>Reads query parameters and collects what is wrong with them, by name.</summary>
internal sealed class QueryFields
{
    private readonly FieldFaults _faults = new();

    /// <summary>Everything wrong so far; null when nothing is.</summary>
    public Problem? Problem => _faults.Any ? Problems.Problem.Of(_faults) : null;

    /// <summary>Notes a fault that only the caller can see.</summary>
    public void Fault(string name, string sentence) => _faults.Add(name, sentence);

    /// <summary>A whole number.</summary>
    public int Number(string name, string? text, int standard, int least, int most)
    {
        if (string.IsNullOrEmpty(text))
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        _faults.Add(name, $"'{text}' must be a whole number from {least} to {most}.");
        return standard;
    }

    /// <summary>An address; null when left out.</summary>
    public ulong? Address(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (HexAddressConverter.TryParse(text, out var address))
        {
            return address;
        }

        _faults.Add(name, $"'{text}' must be a hexadecimal address such as 0x7f8000000000.");
        return null;
    }

    /// <summary>A time in Unix microseconds, given so or as ISO 8601; null when left out.</summary>
    public long? Time(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var us))
        {
            return us;
        }

        // A "+" of a zone that was not escaped arrives as a blank.
        if (text.Contains('-', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text.Contains('T', StringComparison.Ordinal) ? text.Replace(' ', '+') : text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return UnixTime.ToMicroseconds(time);
        }

        _faults.Add(name, $"'{text}' must be a time in Unix microseconds, or ISO 8601 such as 2026-01-02T03:04:05.678901Z.");
        return null;
    }

    /// <summary>A part of time; open where a side is left out.</summary>
    public TimeRange Range(string? from, string? to)
    {
        var range = new TimeRange(Time("from", from) ?? TimeRange.All.FromUs, Time("to", to) ?? TimeRange.All.ToUs);
        if (range.ToUs <= range.FromUs && !_faults.Any)
        {
            _faults.Add("to", "The end must be after the start.");
        }

        return range;
    }
}
