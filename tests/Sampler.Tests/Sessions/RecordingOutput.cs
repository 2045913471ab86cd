using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Sampler.Sessions;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>Keeps everything it is given, and lets a test wait for it.</summary>
internal sealed class RecordingOutput : ISessionOutput
{
    private readonly Lock _gate = new();
    private readonly List<object> _pushed = [];
    private readonly List<(Predicate<object> Wanted, TaskCompletionSource<object> Found)> _waiting = [];

    public TaskCompletionSource Deliveries { get; } = new();

    public List<string> Forgotten { get; } = [];

    public IReadOnlyList<T> All<T>()
    {
        lock (_gate)
        {
            return [.. _pushed.OfType<T>()];
        }
    }

    public IReadOnlyList<object> All() => All<object>();

    /// <summary>The first push, past or to come, that a test looks for.</summary>
    public async Task<T> First<T>(Predicate<T> wanted)
    {
        Task<object> found;
        lock (_gate)
        {
            if (_pushed.OfType<T>().FirstOrDefault(item => wanted(item)) is { } there)
            {
                return there;
            }

            var source = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((item => item is T typed && wanted(typed), source));
            found = source.Task;
        }

        return (T)await found.WaitAsync(TestContext.Current.CancellationToken);
    }

    public void Push(string sessionId, Snapshot snapshot) => Add(snapshot);

    public void Push(string sessionId, MappingSet mappings) => Add(mappings);

    public void Push(string sessionId, IdleMessage idle) => Add(idle);

    public void Push(SessionStatus status) => Add(status);

    public Task WhenDelivered(string sessionId, CancellationToken cancel) => Deliveries.Task.WaitAsync(cancel);

    public void Forget(string sessionId)
    {
        lock (_gate)
        {
            Forgotten.Add(sessionId);
        }
    }

    private void Add(object item)
    {
        lock (_gate)
        {
            _pushed.Add(item);
            foreach (var (wanted, found) in _waiting)
            {
                if (wanted(item))
                {
                    found.TrySetResult(item);
                }
            }
        }
    }
}
