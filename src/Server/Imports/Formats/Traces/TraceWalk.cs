using System.Globalization;
using System.Text;
using Damon.Model.Sessions;

namespace Damon.Server.Imports.Formats.Traces;

/// <summary>Makes snapshots of lines: those of one thread and target that follow each other, as many as each of them says.</summary>
internal sealed class TraceWalk
{
    private readonly Dictionary<(string Thread, ulong? Target), TraceTarget> _targets = [];
    private readonly Dictionary<string, long> _sampling = [];
    private string _thread = "";
    private byte[] _threadBytes = [];
    private long _number;
    private long _applied;

    /// <summary>Place of the line that comes next.</summary>
    public string NextPlace => string.Create(CultureInfo.InvariantCulture, $"line {_number + 1}");

    /// <summary>Takes the next line.</summary>
    /// <param name="text">Without its end.</param>
    /// <param name="told">Where what it has completed goes.</param>
    /// <exception cref="RecordFaultException">It does not belong here.</exception>
    public void Take(ReadOnlySpan<byte> text, List<RecordPart> told)
    {
        var line = TraceLine.Read(text, ++_number);
        switch (line.Event)
        {
            case TraceEvent.Aggregated:
                Take(line, told);
                break;
            case TraceEvent.IntervalsTuned:
                Tune(ThreadOf(line.Thread), line.SamplingUs);
                break;
            case TraceEvent.BeforeApply:
                _applied++;
                break;
        }
    }

    /// <summary>The text has ended.</summary>
    /// <exception cref="RecordFaultException">Within a snapshot, or without any.</exception>
    public void End()
    {
        if (_targets.Count == 0)
        {
            throw new RecordFaultException(_applied > 0
                ? "it has damos_before_apply events only, which tell the regions that a scheme was applied to and not the others; record damon_aggregated events (perf record -e damon:damon_aggregated)"
                : "it is neither a damo record (JSON, compressed or not), nor a record of DAMON before 2022, nor a text of perf script with damon:damon_aggregated events");
        }

        foreach (var target in _targets.Values)
        {
            target.End();
        }
    }

    // As many as can become records: a text could tell of new threads without end.
    private void Tune(string thread, long samplingUs)
    {
        if (_sampling.Count >= SessionLimits.MostProcessesEver && !_sampling.ContainsKey(thread))
        {
            throw RecordFaultException.At(
                string.Create(CultureInfo.InvariantCulture, $"line {_number}"),
                $"it tells intervals of more than {SessionLimits.MostProcessesEver} threads, which is more than one session can hold");
        }

        _sampling[thread] = samplingUs;
    }

    private void Take(in TraceLine line, List<RecordPart> told)
    {
        var thread = ThreadOf(line.Thread);
        var key = (thread, line.Target);
        if (!_targets.TryGetValue(key, out var target))
        {
            _targets[key] = target = new TraceTarget(_targets.Count);
            told.Add(new RecordHead(target.Record) { TargetId = line.Target?.ToString(CultureInfo.InvariantCulture) });
        }

        if (target.Take(line, _sampling.TryGetValue(thread, out var us) ? us : null) is { } complete)
        {
            told.Add(complete);
        }
    }

    // The same for many lines in a row.
    private string ThreadOf(ReadOnlySpan<byte> name)
    {
        if (!name.SequenceEqual(_threadBytes))
        {
            (_threadBytes, _thread) = (name.ToArray(), Encoding.UTF8.GetString(name));
        }

        return _thread;
    }
}
