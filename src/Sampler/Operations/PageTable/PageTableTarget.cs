using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Operations.PageTable.Bulk;
using Damon.Sampler.Operations.Ranges;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>Access checks of one process: one BPF run and one advice for every 1,024 young pages a tick.</summary>
internal sealed unsafe class PageTableTarget(
    PageTableProgram program,
    KernelLayout layout,
    int pid,
    ulong startTime,
    SafeFileHandle process,
    IMappingReader mappings,
    string procRoot) : ITargetOperations
{
    private readonly ColdAdvice _advice = new(process, mappings);
    private PageTablePages? _pages;
    private PageTableRange? _ranges;
    private ulong[] _addresses = [];
    private bool[] _observable = [];
    private int _count;

    /// <inheritdoc/>
    public bool IsValid { get; private set; } = true;

    /// <inheritdoc/>
    public IPageOperations Pages => _pages ??= new PageTablePages(this, program, _advice, procRoot, pid);

    /// <inheritdoc/>
    public IRangeOperations Ranges => _ranges ??= new PageTableRange(this, program, layout, pid, startTime, process, mappings);

    /// <inheritdoc/>
    public void ReadRanges(RangeList ranges)
    {
        _advice.ForgetRefusals();
        if (IsValid)
        {
            Span<AddressRange> three = stackalloc AddressRange[3];
            ranges.AddRange(three[..mappings.ReadThreeRanges(three)]);
        }
    }

    /// <inheritdoc/>
    public int Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare)
    {
        if (prepare.Length > program.SlotCapacity)
        {
            throw new ArgumentOutOfRangeException(nameof(prepare), $"{prepare.Length} addresses, more than the {program.SlotCapacity} one run can take.");
        }

        if (!IsValid)
        {
            answers.Fill(AccessAnswer.Unknown);
            return 0;
        }

        if (!answers.IsEmpty && answers.Length != _count)
        {
            throw new ArgumentException($"{answers.Length} answers are asked for, {_count} pages are prepared.", nameof(answers));
        }

        var slots = program.Slots;
        for (var i = 0; i < answers.Length; i++)
        {
            slots[i].Check = _addresses[i];
        }

        for (var i = 0; i < prepare.Length; i++)
        {
            slots[i].Prepare = prepare[i];
            slots[i].OfSharedMapping = 0;
        }

        var arguments = Arguments(answers.Length, prepare.Length);
        program.Sample(ref arguments);
        if (!Accept(arguments.Result))
        {
            answers.Fill(AccessAnswer.Unknown);
            Remember(prepare);
            _observable.AsSpan(0, _count).Clear();
            return 0;
        }

        Answer(answers);
        Remember(prepare);
        return _advice.Apply(slots, prepare.Length, arguments.Cpu, _observable);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        IsValid = false;
        _pages?.Dispose();
        mappings.Dispose();
        process.Dispose();
    }

    /// <summary>Arguments of a run for this process.</summary>
    internal SampleArguments Arguments(int checks, int prepares) => new()
    {
        Layout = layout,
        StartTime = startTime,
        Pid = (uint)pid,
        CheckCount = (uint)checks,
        PrepareCount = (uint)prepares,
    };

    /// <summary>Takes the result of a run; false when its answers are void.</summary>
    internal bool Accept(RunResult result)
    {
        IsValid = result is RunResult.Ok or RunResult.Changed;
        return result == RunResult.Ok;
    }

    private void Answer(Span<AccessAnswer> answers)
    {
        var slots = program.Slots;
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = !_observable[i] ? AccessAnswer.Unknown
                : slots[i].Checked == PageState.Young ? AccessAnswer.Accessed
                : AccessAnswer.NotAccessed;
        }
    }

    private void Remember(ReadOnlySpan<ulong> prepare)
    {
        if (_addresses.Length < prepare.Length)
        {
            _addresses = new ulong[(int)Math.Max(64, BitRounded(prepare.Length))];
            _observable = new bool[_addresses.Length];
        }

        prepare.CopyTo(_addresses);
        _count = prepare.Length;
    }

    private static uint BitRounded(int count) => System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count);
}
