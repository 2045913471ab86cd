using System.Diagnostics.CodeAnalysis;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// The targets of a session that are monitored. One that has ended, or on which access checks fail, is let go and told of;
/// the others go on. No call allocates.
/// </summary>
/// <typeparam name="TTarget">What a plan knows of a target.</typeparam>
/// <param name="sink">Is told of ends.</param>
[SuppressMessage("Naming", "CA1710", Justification = "Named after what it holds.")]
internal sealed class LiveTargets<TTarget>(IMonitoringSink sink)
    where TTarget : ILiveTarget
{
    /// <summary>Those that are monitored.</summary>
    public List<TTarget> All { get; } = [];

    /// <summary>What ended the last target that access checks failed on; null when none did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Does something to every target.</summary>
    /// <param name="step">What to do; an <see cref="OperationsException"/> ends the target.</param>
    /// <param name="argument">Handed on.</param>
    public void ForEach<TArgument>(Action<TTarget, TArgument> step, TArgument argument)
    {
        for (var i = All.Count - 1; i >= 0; i--)
        {
            For(All[i], step, argument);
        }
    }

    /// <summary>Does something to one target.</summary>
    /// <param name="target">One of <see cref="All"/>.</param>
    /// <param name="step">What to do; an <see cref="OperationsException"/> ends the target.</param>
    /// <param name="argument">Handed on.</param>
    public void For<TArgument>(TTarget target, Action<TTarget, TArgument> step, TArgument argument)
    {
        try
        {
            step(target, argument);
        }
        catch (OperationsException fault)
        {
            Fault = fault.Problem == OperationsProblem.NoSuchProcess ? Fault : fault.Message;
            End(All.IndexOf(target), fault.Message);
        }
    }

    /// <summary>Lets go of those whose process is no longer there.</summary>
    public void DropGone()
    {
        for (var i = All.Count - 1; i >= 0; i--)
        {
            if (!All[i].IsValid)
            {
                End(i, "The process has exited.");
            }
        }
    }

    /// <summary>Lets go of all; they have not ended.</summary>
    public void Close()
    {
        foreach (var target in All)
        {
            target.Close();
        }

        All.Clear();
    }

    private void End(int at, string reason)
    {
        var target = All[at];
        All.RemoveAt(at);
        target.Close();
        sink.TargetEnded(target.Index, reason);
    }
}
