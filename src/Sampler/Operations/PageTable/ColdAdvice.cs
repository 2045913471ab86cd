using Damon.Model.Addresses;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.Ranges;
using Microsoft.Win32.SafeHandles;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Makes the young pages of one tick old, 1,024 to a call, and tells which pages can be observed. What the kernel
/// refuses is left alone for a while and counts as unknown: a refusal ends a call early, and monitoring must neither
/// make more calls for it nor take a bit that was not cleared for an access.
/// </summary>
internal sealed unsafe class ColdAdvice(SafeFileHandle process, IMappingReader mappings)
{
    private const int PageSize = 4096;
    private const uint HugePages = 512;
    private const int UpdatesBetweenRetries = 30;

    private readonly AdviceCall _call = new(process);
    private readonly int[] _slotOf = new int[Libc.MaxVectors];
    private readonly List<AddressRange> _refused = [];
    private uint _lastCpu = uint.MaxValue;
    private int _updates;

    /// <summary>Called at every look at the mappings: from time to time a refused mapping is tried again.</summary>
    internal void ForgetRefusals()
    {
        if (++_updates % UpdatesBetweenRetries == 0)
        {
            _refused.Clear();
        }
    }

    /// <summary>Advises what the slots ask for.</summary>
    /// <param name="slots">Slots as the BPF program left them.</param>
    /// <param name="count">How many were prepared.</param>
    /// <param name="cpu">Processor the program ran on.</param>
    /// <param name="observable">Set for each slot: whether its bit will tell of accesses from now on.</param>
    /// <returns>Advices given.</returns>
    /// <exception cref="OperationsException">The right to advise has been taken away.</exception>
    internal int Apply(SampleSlot* slots, int count, uint cpu, bool[] observable)
    {
        var given = 0;
        for (var i = 0; i < count; i++)
        {
            observable[i] = CanObserve(slots[i], cpu, out var advise);
            if (!advise)
            {
                continue;
            }

            // Regions often sample the same huge page; one advice serves them all.
            if (_call.Count > 0 && _call.StartOf(_call.Count - 1) == slots[i].ColdStart)
            {
                continue;
            }

            if (_call.IsFull)
            {
                given += Flush(slots, i, observable);
            }

            _slotOf[_call.Count] = i;
            _call.Add(slots[i].ColdStart, (ulong)slots[i].ColdPages * PageSize);
        }

        if (_call.Count > 0)
        {
            given += Flush(slots, count, observable);
            _lastCpu = cpu;
        }

        return given;
    }

    /// <summary>Advises one piece of one mapping, whatever is in it; false when the kernel refused.</summary>
    /// <exception cref="OperationsException">The right to advise has been taken away.</exception>
    internal bool Advise(AddressRange range)
    {
        _call.Add(range.Start, range.Size);
        return _call.Send(out _) == 1;
    }

    private bool CanObserve(in SampleSlot slot, uint cpu, out bool advise)
    {
        advise = false;
        switch (slot.Prepared)
        {
            case PageState.Absent:
            case PageState.Old:
                return true;
            case PageState.YoungOffLru when cpu != _lastCpu:
                // It waits in the LRU batch of another processor, where the advice on this one cannot reach it.
                return false;
            case PageState.Young:
            case PageState.YoungOffLru:
                advise = !IsRefused(slot.ColdStart) && !WouldCrossMapping(slot);
                return advise;
            default:
                return false;
        }
    }

    // Two mappings can lie side by side over one large folio; advice sees each alone and would split it.
    private bool WouldCrossMapping(in SampleSlot slot)
        => slot.ColdPages is > 1 and < HugePages
            && !(mappings.TryFind(slot.ColdStart, out var mapping) && slot.ColdStart >= mapping.Start
                && slot.ColdStart + (ulong)slot.ColdPages * PageSize <= mapping.End);

    private bool IsRefused(ulong address)
    {
        foreach (var range in _refused)
        {
            if (address >= range.Start && address < range.End)
            {
                return true;
            }
        }

        return false;
    }

    // Tells how many advices were asked for.
    private int Flush(SampleSlot* slots, int end, bool[] observable)
    {
        var asked = _call.Count;
        var done = _call.Send(out var isGone);
        if (done < asked && !isGone)
        {
            Refuse(_call.StartOf(done));
            for (var i = _slotOf[done]; i < end; i++)
            {
                // Pages that were old already need no advice and stay observable.
                observable[i] &= slots[i].Prepared is PageState.Absent or PageState.Old;
            }
        }

        return asked;
    }

    private void Refuse(ulong address)
        => _refused.Add(mappings.TryFind(address, out var mapping) ? mapping : new AddressRange(address, address + PageSize));
}
