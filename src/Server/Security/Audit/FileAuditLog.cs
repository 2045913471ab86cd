using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Rest.Access;
using Damon.Model.Access;
using Damon.Model.Time;
using Damon.Server.Configuration;

namespace Damon.Server.Security.Audit;

/// <summary>
/// The audit log as files of JSON lines beside the database, which is not needed to write or read them. What operators have
/// done stands apart from what others did and what was refused, so that nobody can push the former out by trying.
/// </summary>
internal sealed class FileAuditLog : IAuditLog
{
    private const int MostUnwritten = 1_000;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger<FileAuditLog> _log;
    private readonly Part _done;
    private readonly Part _tried;
    private DateTimeOffset _last;
    private string? _fault;

    public FileAuditLog(DamonSettings settings, TimeProvider time, ILogger<FileAuditLog> log)
    {
        (_time, _log) = (time, log);
        var bytes = settings.Auth.AuditMegabytes * 1_048_576L;
        _done = new Part(new AuditFile(settings.AuditFile, bytes / 2));
        _tried = new Part(new AuditFile(settings.AuditTriedFile, bytes / 2));
    }

    public void Add(AuditEntry entry)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
            _last = now > _last ? now : _last.AddMicroseconds(1);
            var part = entry is { Status: < 400, Role: AccessRole.Operator } ? _done : _tried;
            part.Unwritten.Enqueue(entry with { At = _last });
            if (part.Unwritten.Count > MostUnwritten)
            {
                part.Unwritten.Dequeue();
                part.Lost++;
            }

            Write(part);
        }
    }

    public AuditAnswer Read(long beforeUs, int most)
    {
        lock (_gate)
        {
            var (unread, fault) = (0L, _fault);
            var newest = new PriorityQueue<AuditEntry, DateTimeOffset>();
            foreach (var part in new[] { _done, _tried })
            {
                try
                {
                    foreach (var line in part.File.Lines())
                    {
                        if (Entry(line) is { } entry)
                        {
                            Take(entry);
                        }
                        else
                        {
                            unread++;
                        }
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    fault = e.Message;
                }

                foreach (var entry in part.Unwritten)
                {
                    Take(entry);
                }
            }

            var entries = new List<AuditEntry>();
            while (newest.TryDequeue(out var entry, out _))
            {
                entries.Add(entry);
            }

            entries.Reverse();
            var isMore = entries.Count > most;
            return new AuditAnswer
            {
                Entries = isMore ? entries[..most] : entries,
                Next = isMore ? UnixTime.ToMicroseconds(entries[most - 1].At) : null,
                Remark = Remark(fault, unread),
            };

            void Take(AuditEntry entry)
            {
                if (UnixTime.ToMicroseconds(entry.At) < beforeUs)
                {
                    newest.Enqueue(entry, entry.At);
                    if (newest.Count > most + 1)
                    {
                        newest.Dequeue();
                    }
                }
            }
        }
    }

    private static AuditEntry? Entry(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditEntry>(line, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(Part part)
    {
        try
        {
            part.File.Append(part.Unwritten.Select(static entry => JsonSerializer.Serialize(entry, ContractJson.Options)));
            part.Unwritten.Clear();
            _fault = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_fault is null)
            {
                _log.LogWarning("The audit log cannot be written: {Fault} Its entries wait in memory", e.Message);
            }

            _fault = e.Message;
        }
    }

    private string? Remark(string? fault, long unread)
    {
        var (waiting, lost) = (_done.Unwritten.Count + _tried.Unwritten.Count, _done.Lost + _tried.Lost);
        string[] sentences =
        [
            fault is null ? "" : $"The audit log cannot be written or read: {fault} {waiting} entries wait in memory.",
            lost == 0 ? "" : $"{lost} entries were lost because they could not be written.",
            unread == 0 ? "" : $"{unread} lines of its files are no entries.",
        ];
        var remark = string.Join(' ', sentences.Where(static sentence => sentence.Length > 0));
        return remark.Length == 0 ? null : remark;
    }

    private sealed class Part(AuditFile file)
    {
        public AuditFile File { get; } = file;

        public Queue<AuditEntry> Unwritten { get; } = new();

        public long Lost { get; set; }
    }
}
