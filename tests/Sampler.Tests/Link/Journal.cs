using System.Collections.Concurrent;
using Damon.Contracts.Link;

namespace Damon.Sampler.Tests.Link;

/// <summary>What the test server has been told, and what it is to answer.</summary>
internal sealed class Journal
{
    private readonly Lock _gate = new();
    private readonly List<object> _entries = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string ConnectionId { get; set; } = "";

    public SamplerWelcome Welcome { get; set; } = new() { Accepted = true };

    /// <summary>Called before a push is noted; may fail or wait.</summary>
    public Func<object, Task> Receiving { get; set; } = static _ => Task.CompletedTask;

    /// <summary>How many snapshots came in each push of several.</summary>
    public ConcurrentQueue<int> Together { get; } = [];

    public IReadOnlyList<object> All()
    {
        lock (_gate)
        {
            return [.. _entries];
        }
    }

    public IReadOnlyList<T> All<T>() => [.. All().OfType<T>()];

    public Task Note(object entry) => Note([entry]);

    /// <summary>Notes all or, where one is refused, none.</summary>
    public async Task Note(IReadOnlyList<object> entries)
    {
        foreach (var entry in entries)
        {
            await Receiving(entry);
        }

        lock (_gate)
        {
            _entries.AddRange(entries);
            _arrived.SetResult();
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until what was told fulfils a condition.</summary>
    public async Task<IReadOnlyList<object>> Until(Predicate<IReadOnlyList<object>> fulfilled)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                next = _arrived.Task;
            }

            if (All() is var all && fulfilled(all))
            {
                return all;
            }

            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }
}
