using Damon.Contracts.Link;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions;

/// <summary>What the server asks of a session's lens, done; what stands in the way becomes its answer.</summary>
internal static class LensOrders
{
    /// <summary>Opens one.</summary>
    public static Task<LensAnswer> Open(SamplerSession? session, LensOrder order)
    {
        if (LensRules.Validate(order.Start, order.End) is [var fault, ..])
        {
            return Task.FromResult(new LensAnswer(new CommandAnswer(CommandCode.InvalidArgument, fault.Message, fault.Field), null));
        }

        return Answer(session, lenses => lenses.Open(order.Target, LensRules.Align(new AddressRange(order.Start, order.End))));
    }

    /// <summary>The one that is open.</summary>
    public static Task<LensAnswer> Show(SamplerSession? session) => Answer(session, static lenses => lenses.Show());

    /// <summary>Closes it.</summary>
    public static Task<LensAnswer> Close(SamplerSession? session) => Answer(session, static lenses => lenses.Close());

    /// <summary>Reads its pages.</summary>
    public static async Task<LensPages> Read(SamplerSession? session, ulong start, ulong end)
    {
        try
        {
            var told = await Of(session).Read(LensRules.Align(new AddressRange(start, Math.Max(start, end))));
            return new LensPages(new CommandAnswer(CommandCode.Ok), told.Range.Start, told.Range.End, told.AtUs, told.Ages);
        }
        catch (Exception fault) when (fault is LensException or OperationsException)
        {
            return new LensPages(Explain(fault), 0, 0, 0, []);
        }
    }

    private static async Task<LensAnswer> Answer(SamplerSession? session, Func<ILenses, Task<LensView>> order)
    {
        try
        {
            var lens = await order(Of(session));
            return new LensAnswer(new CommandAnswer(CommandCode.Ok), new LensStatus(lens.Target, lens.Range.Start, lens.Range.End, lens.SinceUs, lens.SweepUs));
        }
        catch (Exception fault) when (fault is LensException or OperationsException)
        {
            return new LensAnswer(Explain(fault), null);
        }
    }

    private static ILenses Of(SamplerSession? session)
    {
        if (session is null)
        {
            throw new LensException(LensProblem.NotRunning, "The session does not run here.");
        }

        return session.Lenses ?? throw new LensException(LensProblem.Unavailable, $"The operations {session.Kind} can't follow every page: start the session with pageTable.");
    }

    private static CommandAnswer Explain(Exception fault) => fault is LensException lens
        ? new CommandAnswer(
            lens.Problem switch
            {
                LensProblem.NotRunning => CommandCode.NotRunning,
                LensProblem.AlreadyOpen => CommandCode.Busy,
                LensProblem.NotOpen => CommandCode.NotOpen,
                LensProblem.NoSuchTarget => CommandCode.InvalidArgument,
                _ => CommandCode.Unavailable,
            },
            lens.Message,
            lens.Problem == LensProblem.NoSuchTarget ? "target" : null)
        : new CommandAnswer(CommandCode.Unavailable, fault.Message);
}
