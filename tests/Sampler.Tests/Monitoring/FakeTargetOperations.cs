using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>A process made of ranges and a rule that says what was accessed.</summary>
internal sealed class FakeTargetOperations : ITargetOperations
{
    private ulong[] prepared = [];
    private int preparedCount;

    public AddressRange[] Ranges { get; set; } = [];

    public Func<ulong, AccessAnswer> Rule { get; set; } = static _ => AccessAnswer.NotAccessed;

    public Exception? Fault { get; set; }

    public bool IsValid { get; set; } = true;

    public bool IsDisposed { get; private set; }

    public int Calls { get; private set; }

    public int Updates { get; private set; }

    public ReadOnlySpan<ulong> Prepared => prepared.AsSpan(0, preparedCount);

    public int ReadRanges(Span<AddressRange> ranges)
    {
        Updates++;
        Ranges.CopyTo(ranges);
        return Ranges.Length;
    }

    public void Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare)
    {
        Calls++;
        if (Fault is not null)
        {
            throw Fault;
        }

        if (answers.Length > 0 && answers.Length != preparedCount)
        {
            throw new InvalidOperationException($"{answers.Length} answers wanted, {preparedCount} pages prepared.");
        }

        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Rule(prepared[i]);
        }

        if (prepared.Length < prepare.Length)
        {
            Array.Resize(ref prepared, prepare.Length * 2);
        }

        prepare.CopyTo(prepared);
        preparedCount = prepare.Length;
        for (var i = 1; i < preparedCount; i++)
        {
            if (prepared[i] <= prepared[i - 1])
            {
                throw new InvalidOperationException("Addresses are not in ascending order.");
            }
        }
    }

    public void Dispose() => IsDisposed = true;
}
