using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>A process made of ranges and a rule that says what was accessed.</summary>
internal sealed class FakeTargetOperations : ITargetOperations
{
    private ulong[] _prepared = [];
    private int _preparedCount;

    public AddressRange[] Ranges { get; set; } = [];

    public Func<ulong, AccessAnswer> Rule { get; set; } = static _ => AccessAnswer.NotAccessed;

    public Exception? Fault { get; set; }

    public bool IsValid { get; set; } = true;

    public bool IsDisposed { get; private set; }

    public int Calls { get; private set; }

    public int Updates { get; private set; }

    public ReadOnlySpan<ulong> Prepared => _prepared.AsSpan(0, _preparedCount);

    public void ReadRanges(RangeList ranges)
    {
        Updates++;
        ranges.AddRange(Ranges);
    }

    public int Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare)
    {
        Calls++;
        if (Fault is not null)
        {
            throw Fault;
        }

        if (answers.Length > 0 && answers.Length != _preparedCount)
        {
            throw new InvalidOperationException($"{answers.Length} answers wanted, {_preparedCount} pages prepared.");
        }

        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Rule(_prepared[i]);
        }

        if (_prepared.Length < prepare.Length)
        {
            Array.Resize(ref _prepared, prepare.Length * 2);
        }

        prepare.CopyTo(_prepared);
        _preparedCount = prepare.Length;
        for (var i = 1; i < _preparedCount; i++)
        {
            if (_prepared[i] <= _prepared[i - 1])
            {
                throw new InvalidOperationException("Addresses are not in ascending order.");
            }
        }

        return _preparedCount;
    }

    public void Dispose() => IsDisposed = true;
}
