using System.Collections.Concurrent;

namespace Damon.Sampler.Monitoring;

/// <summary>Questions and orders to a plan, which only the thread that samples may use. Added from any thread.</summary>
internal sealed class PlanOrders
{
    private readonly ConcurrentQueue<IOrder> _waiting = new();
    private volatile bool _isOver;

    private interface IOrder
    {
        void Carry(ISamplingPlan plan);

        void Cancel();
    }

    /// <summary>Adds one; tells its answer, or what it threw.</summary>
    public Task<T> Add<T>(Func<ISamplingPlan, T> order)
    {
        var waiting = new Order<T>(order);
        _waiting.Enqueue(waiting);
        if (_isOver)
        {
            // Maybe after the last look at the queue.
            End();
        }

        return waiting.Answer;
    }

    /// <summary>Carries out those that wait.</summary>
    public void Carry(ISamplingPlan plan)
    {
        while (_waiting.TryDequeue(out var order))
        {
            order.Carry(plan);
        }
    }

    /// <summary>Nothing is carried out any more.</summary>
    public void End()
    {
        _isOver = true;
        while (_waiting.TryDequeue(out var order))
        {
            order.Cancel();
        }
    }

    private sealed class Order<T>(Func<ISamplingPlan, T> order) : IOrder
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answer => _answer.Task;

        public void Carry(ISamplingPlan plan)
        {
            try
            {
                _answer.SetResult(order(plan));
            }
            catch (Exception fault)
            {
                _answer.SetException(fault);
            }
        }

        public void Cancel() => _answer.SetCanceled();
    }
}
