namespace Damon.Server.Heavy;

/// <summary>
/// Gives memory back to the system after heavy requests: the runtime keeps what they took until it has reason to collect,
/// which a server that only records does not give it for hours.
/// </summary>
internal sealed class MemoryReturn : IDisposable
{
    /// <summary>So long no heavy request ran before memory is given back: a page makes several in a row.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>What the process must have grown by since the last time, bytes: below it, collecting costs more than it gives.</summary>
    public const long Worthwhile = 64 << 20;

    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long _resident = Environment.WorkingSet;
    private int _running;

    public MemoryReturn(TimeProvider time) => _timer = time.CreateTimer(_ => Return(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>How often memory was given back.</summary>
    public int Returns { get; private set; }

    public void Dispose() => _timer.Dispose();

    private void Begin()
    {
        lock (_gate)
        {
            _running++;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private Task End()
    {
        lock (_gate)
        {
            if (--_running == 0)
            {
                _timer.Change(Quiet, Timeout.InfiniteTimeSpan);
            }
        }

        return Task.CompletedTask;
    }

    private void Return()
    {
        if (Environment.WorkingSet > _resident + Worthwhile)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _resident = Environment.WorkingSet;
            Returns++;
        }
    }

    /// <summary>Notes a heavy request until its last byte is sent.</summary>
    public sealed class Filter(MemoryReturn memory) : IEndpointFilter
    {
        /// <inheritdoc/>
        public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            memory.Begin();
            context.HttpContext.Response.OnCompleted(memory.End);
            return next(context);
        }
    }
}
