using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Imports.Formats;
using Damon.Server.Problems;
using Damon.Server.Sessions;

namespace Damon.Server.Imports;

/// <summary>
/// Makes a session of a file, or nothing: the file is walked through twice, first to find its faults, then to store it.
/// Until all of it is stored nobody sees the session, and a server that finds it half stored at its start deletes it.
/// </summary>
internal sealed class RecordImport(
    SessionRegistry sessions, HistoryWriter writer, IHistoryReader history, TimeProvider time, IHostApplicationLifetime life, ILogger<RecordImport> log) : IDisposable
{
    private const long NanosecondsPerMicrosecond = 1_000;
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Imports a file; one at a time.</summary>
    /// <param name="content">The file; it can be read from its start as often as wanted.</param>
    /// <param name="name">What to call the session; null for the file's name, or its targets.</param>
    /// <param name="fileName">What the file is called; null when that is not told.</param>
    /// <param name="cancellation">Ends it; then nothing is stored.</param>
    public async Task<Outcome<Session>> RunAsync(Stream content, string? name, string? fileName, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.ApplicationStopping);
        await _turn.WaitAsync(either.Token);
        try
        {
            var file = await RecordFile.OpenAsync(content, either.Token);
            var survey = new RecordSurvey();
            await foreach (var part in file.ReadAsync(either.Token))
            {
                survey.Take(part);
            }

            survey.End();
            var session = Describe(survey, name, fileName, file.Name);
            return await StoreAsync(file, survey, session, either.Token);
        }
        catch (RecordFaultException fault)
        {
            return ImportProblems.Of(fault);
        }
        catch (HistoryUnavailableException e)
        {
            return ImportProblems.NotStored(e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return ImportProblems.Ending;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private Session Describe(RecordSurvey survey, string? name, string? fileName, string format)
    {
        var records = survey.Records;
        var (key, id) = sessions.NextIdentity();
        var targets = ImportedTargets.Of(records);
        var attributes = ImportedAttributes.Of(records);
        var filled = records.Where(static record => record.Snapshots > 0).ToArray();
        var firstUs = filled.Min(static record => record.FirstStartNs) / NanosecondsPerMicrosecond;
        var file = SessionTexts.FileName(fileName);
        return new Session
        {
            Key = key,
            Id = id,
            Name = name ?? file ?? SessionTexts.NameOf(targets.Select(static target => target.Name)),
            Notes = ImportNotes.Of(file is null ? $"a file ({format})" : $"{file} ({format})", firstUs, records, attributes),
            Operations = OperationsKind.KernelDamon,
            Targets = targets,
            Attributes = attributes,
            Sampler = Session.ImportedSampler,
            StartedAt = time.GetUtcNow(),
            SnapshotCount = survey.Snapshots,
            FirstUs = firstUs,
            LastUs = filled.Max(static record => record.LatestEndNs) / NanosecondsPerMicrosecond,
        };
    }

    /// <summary>It begins as starting: that is how a later server knows that this one did not come to the end.</summary>
    private async Task<Session> StoreAsync(RecordFile file, RecordSurvey survey, Session session, CancellationToken cancellation)
    {
        try
        {
            writer.Save(session.ToStored());
            var store = new ImportWriter(writer, session.Id, time);
            var makers = survey.Records.Select(static (record, index) => new SnapshotMaker(record, index)).ToArray();
            await foreach (var part in file.ReadAsync(cancellation))
            {
                if (part is RecordedSnapshot told && makers[told.Record].Make(told) is { } snapshot)
                {
                    await store.AddAsync(StoredSnapshot.Of(session.Key, snapshot), cancellation);
                }
            }

            await store.StoreAsync(cancellation);
            await FlushAsync();
            var stored = session.Targets.Sum(target => history.Count(session.Key, target.Index, TimeRange.All));
            if (stored != session.SnapshotCount)
            {
                throw new HistoryUnavailableException($"The history has taken {stored} of {session.SnapshotCount} snapshots.");
            }

            cancellation.ThrowIfCancellationRequested();
            var done = session.After(SessionEvent.Ended, time.GetUtcNow(), "Imported: it was recorded elsewhere.");
            writer.Save(done.ToStored());
            await FlushAsync();
            sessions.TakeUp(done);
            log.LogInformation("Session {Id} is imported: {Count} snapshots of {Targets} targets", done.Id, done.SnapshotCount, done.Targets.Count);
            return done;
        }
        catch
        {
            await writer.DropAsync(session.Key, DeleteTimeout);
            throw;
        }
    }

    private async Task FlushAsync()
    {
        if (!await writer.FlushAsync(FlushTimeout))
        {
            throw new HistoryUnavailableException(writer.Failure ?? "The history could not be written in time.");
        }
    }
}
