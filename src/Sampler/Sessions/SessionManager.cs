using System.Collections.Concurrent;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Groups;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Sessions.Joining;
using Damon.Sampler.Sources;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions;

/// <summary>The sessions of this sampler: what the server asks for, done.</summary>
internal sealed class SessionManager(OperationsCatalog operations, SessionServices services, HostCosts costs, ILogger<SessionManager> log) : ISamplerClient, IDisposable
{
    /// <summary>How long a stop waits for the server to take over the last snapshot.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, SamplerSession> _sessions = new();
    private volatile bool _closing;
    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly Lock _giving = new();

    /// <summary>Ids of the sessions that are sampled now.</summary>
    public string[] Running => [.. _sessions.Keys];

    /// <inheritdoc/>
    public Task<ProcessResource[]> ListProcesses(ProcessQuery query) => Task.Run(() =>
    {
        if (!OrderRules.IsAnswerable(query))
        {
            return [];
        }

        var among = query.Kind is { } kind ? new GroupSearch(services.Processes, services.Time, query.ProgramsOnly).Find(kind, query.Group ?? "") : null;
        return Array.ConvertAll(services.Processes.List(query.Search, Math.Min(query.Limit, OrderRules.MostListed), among, query.ProgramsOnly), Messages.Of);
    });

    /// <inheritdoc/>
    public Task<GroupResource[]> ListGroups(GroupQuery query)
        => Task.Run(() => Array.ConvertAll(new GroupListing(services.Processes).List(query.Search, Math.Min(query.Limit, OrderRules.MostListed)), Messages.Of));

    /// <inheritdoc/>
    public async Task<StartAnswer> StartSession(StartSession start)
    {
        // One at a time, so that two starts on one process can't pass each other.
        await _starting.WaitAsync();
        try
        {
            return await Task.Run(() => Start(start));
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<CommandAnswer> StopSession(string sessionId)
    {
        if (!_sessions.TryGetValue(sessionId, out var session)
            || await session.StopAsync(SessionEvent.Ended, MonitoringEnd.Asked.Reason) != MonitoringResult.Ok)
        {
            return NotRunning(sessionId);
        }

        using var patience = new CancellationTokenSource(DeliveryTime, services.Time);
        await services.Output.WhenDelivered(sessionId, patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new CommandAnswer(CommandCode.Ok);
    }

    /// <inheritdoc/>
    public Task<CommandAnswer> UpdateAttributes(string sessionId, AttributesMessage attributes)
    {
        IReadOnlyList<FieldError> errors = [];
        var result = _sessions.TryGetValue(sessionId, out var session) ? session.SetAttributes(attributes, out errors) : MonitoringResult.NotRunning;
        return Task.FromResult(result switch
        {
            MonitoringResult.Ok => new CommandAnswer(CommandCode.Ok),
            MonitoringResult.InvalidArgument => OrderRules.Invalid(errors[0]),
            _ => NotRunning(sessionId),
        });
    }

    /// <inheritdoc/>
    public Task<LensAnswer> OpenLens(string sessionId, LensOrder order) => LensOrders.Open(Session(sessionId), order);

    /// <inheritdoc/>
    public Task<LensAnswer> ShowLens(string sessionId) => LensOrders.Show(Session(sessionId));

    /// <inheritdoc/>
    public Task<LensAnswer> CloseLens(string sessionId) => LensOrders.Close(Session(sessionId));

    /// <inheritdoc/>
    public Task<LensPages> ReadLens(string sessionId, ulong start, ulong end) => LensOrders.Read(Session(sessionId), start, end);

    /// <inheritdoc/>
    public Task<LimitReadings> ReadLimits(string sessionId)
        => Task.Run(() => Session(sessionId) is { } session
            ? new LimitReadings(new CommandAnswer(CommandCode.Ok), new SessionMemoryLimits(services.Processes).Of(session))
            : new LimitReadings(NotRunning(sessionId), []));

    /// <inheritdoc/>
    public Task<SamplerCost> MeasureCost() => costs.MeasureAsync();

    /// <summary>Ends a session that the server does not know; what it found is dropped.</summary>
    public async Task AbandonAsync(string sessionId)
    {
        if (_sessions.TryGetValue(sessionId, out var session))
        {
            await session.StopAsync(SessionEvent.Ended, "The server does not know this session any more.");
        }

        services.Output.Forget(sessionId);
    }

    /// <summary>Ends all sessions because the sampler ends.</summary>
    public Task EndAllAsync(string reason)
    {
        _closing = true;
        return StopAllAsync(reason);
    }

    /// <summary>Ends all sessions; others may be started.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public async Task StopAllAsync(string reason)
    {
        await Task.WhenAll(_sessions.Values.Select(session => session.StopAsync(SessionEvent.Lost, reason)));
    }

    /// <inheritdoc/>
    public void Dispose() => _starting.Dispose();

    private SamplerSession? Session(string sessionId) => _sessions.GetValueOrDefault(sessionId);

    private StartAnswer Start(StartSession start)
    {
        var refusal = FindFault(start);
        if (refusal is not null)
        {
            return Refuse(refusal);
        }

        var (provider, reason) = operations.Choose(start.Operations);
        if (provider is null)
        {
            return Refuse(reason);
        }

        try
        {
            var (session, answer) = Create(start, provider);
            return session is null ? Refuse(answer) : Begin(session);
        }
        catch (OperationsException fault)
        {
            return Refuse(Explain(fault));
        }
    }

    // Until the session is listed no other may take one of its processes.
    private (SamplerSession? Session, CommandAnswer Refusal) Create(StartSession start, ISourceProvider provider)
    {
        lock (_giving)
        {
            string? HolderOf(ProcessIdentity process)
                => _sessions.Values.FirstOrDefault(other => other.Id != start.SessionId && other.Kind == provider.Kind && other.Samples(process))?.Id;

            var search = new TargetSearch(start, services, HolderOf);
            if (search.Run() is { } fault)
            {
                return (null, fault);
            }

            var setup = new SessionSetup
            {
                Order = start,
                Provider = provider,
                Processes = search.Found,
                Groups = search.Groups,
                Others = new OtherSessions(_giving, HolderOf),
            };
            var session = _sessions[start.SessionId] = new SamplerSession(setup, services, End);
            return (session, new CommandAnswer(CommandCode.Ok));
        }
    }

    private StartAnswer Begin(SamplerSession session)
    {
        try
        {
            session.Start();
        }
        catch
        {
            _sessions.TryRemove(session.Id, out _);
            session.Dispose();
            throw;
        }

        var targets = session.DescribeTargets();
        log.LogInformation("Session {Session} samples {Count} process(es) with {Operations} operations.", session.Id, targets.Length, session.Kind);
        return new StartAnswer(
            new CommandAnswer(CommandCode.Ok), session.Kind, Array.ConvertAll(targets, Messages.Of), [.. session.Groups.Select(Messages.Of)]);
    }

    private void End(SamplerSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        log.LogInformation("Session {Session} has ended: {Reason}", session.Id, session.Status().EndedBecause);
    }

    private CommandAnswer? FindFault(StartSession start)
    {
        if (OrderRules.FaultOf(start) is { } fault)
        {
            return fault;
        }

        if (_closing)
        {
            return new CommandAnswer(CommandCode.Unavailable, "The sampler is shutting down; try again when it is back.");
        }

        if (_sessions.ContainsKey(start.SessionId))
        {
            return new CommandAnswer(CommandCode.Busy, $"Session {start.SessionId} runs already.");
        }

        return _sessions.Count < services.MostSessions ? null : new CommandAnswer(
            CommandCode.Unavailable, $"{services.MostSessions} sessions run already, and the sampler takes no more (Damon:Sampler:MaxSessions). Stop some of them.");
    }

    private static CommandAnswer Explain(OperationsException fault) => fault.Problem switch
    {
        OperationsProblem.NoSuchProcess => new CommandAnswer(CommandCode.NoSuchProcess, fault.Message, "targets"),
        OperationsProblem.Forbidden => new CommandAnswer(CommandCode.Forbidden, fault.Message, "targets"),
        _ => new CommandAnswer(CommandCode.Unavailable, fault.Message, "operations"),
    };

    private static CommandAnswer NotRunning(string sessionId) => new(CommandCode.NotRunning, $"Session {sessionId} does not run here.");

    private static StartAnswer Refuse(CommandAnswer answer) => new(answer, OperationsKind.Auto, []);
}
