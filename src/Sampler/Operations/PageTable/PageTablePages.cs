using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>Looks at single pages of one process by the BPF program, and makes them old by advice.</summary>
internal sealed unsafe class PageTablePages(PageTableTarget target, PageTableProgram program, ColdAdvice advice, string procRoot, int pid) : IPageOperations, IDisposable
{
    private const int PageShift = 12;

    private readonly MapsReader _maps = new(procRoot);
    private readonly List<AddressRange> _shared = [];
    private readonly PageTableSweeps _sweeps = new(target, program, advice, procRoot, pid);
    private bool[] _observable = [];

    /// <inheritdoc/>
    public int MostPages => program.SlotCapacity;

    /// <inheritdoc/>
    public long TargetCpuNs => ProcessClock.CpuNs(pid);

    /// <inheritdoc/>
    public string? Blindness { get; private set; }

    /// <inheritdoc/>
    public ISweepOperations Sweeps => _sweeps;

    /// <inheritdoc/>
    public void Dispose() => _sweeps.Dispose();

    /// <inheritdoc/>
    public void ReadAreas(List<MonitoredArea> areas)
    {
        advice.ForgetRefusals();
        if (!target.IsValid || !_maps.TryRead(pid))
        {
            return;
        }

        _shared.Clear();
        var text = _maps.Text;
        while (MapsReader.TryNext(ref text, out var line))
        {
            if (line is { IsAccessible: true, IsGate: false, IsProvided: false })
            {
                var range = new AddressRange(line.Start, line.End);
                areas.Add(new MonitoredArea(range, line.IsShared, line.File, line.Offset >> PageShift));
                if (line.IsShared)
                {
                    _shared.Add(range);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        var slots = program.Slots;
        for (var i = 0; i < addresses.Length; i++)
        {
            slots[i].Check = addresses[i];
        }

        if (!Run(checks: addresses.Length, prepares: 0, out _))
        {
            sights[..addresses.Length].Fill(PageSight.Stuck);
            return;
        }

        for (var i = 0; i < addresses.Length; i++)
        {
            sights[i] = slots[i].Checked switch
            {
                PageState.Absent => PageSight.Absent,
                PageState.Old => PageSight.Idle,
                _ => PageSight.Accessed,
            };
        }
    }

    /// <inheritdoc/>
    public void Look(ReadOnlySpan<ulong> addresses, Span<PageSight> sights, Span<PagePlace> places)
    {
        Look(addresses, sights);
        for (var i = 0; i < addresses.Length; i++)
        {
            var slot = program.Slots[i];
            places[i] = sights[i] == PageSight.Absent ? default : new PagePlace(slot.CheckedShift > PageShift, slot.CheckedFrame);
        }
    }

    /// <inheritdoc/>
    public int MakeOld(ReadOnlySpan<ulong> addresses, Span<PageSight> sights)
    {
        if (addresses.IsEmpty)
        {
            return 0;
        }

        var slots = program.Slots;
        var shared = 0;
        for (var i = 0; i < addresses.Length; i++)
        {
            while (shared < _shared.Count && _shared[shared].End <= addresses[i])
            {
                shared++;
            }

            slots[i].Prepare = addresses[i];
            slots[i].OfSharedMapping = shared < _shared.Count && _shared[shared].Start <= addresses[i] ? (byte)1 : (byte)0;
        }

        if (!Run(checks: 0, prepares: addresses.Length, out var cpu))
        {
            sights[..addresses.Length].Fill(PageSight.Stuck);
            return 0;
        }

        if (_observable.Length < addresses.Length)
        {
            _observable = new bool[program.SlotCapacity];
        }

        var advised = advice.Apply(slots, addresses.Length, cpu, _observable);
        for (var i = 0; i < addresses.Length; i++)
        {
            sights[i] = slots[i].Prepared switch
            {
                PageState.Absent => PageSight.Absent,
                PageState.Shared => PageSight.Shared,
                PageState.Old => PageSight.Idle,
                _ => _observable[i] ? PageSight.MadeOld : PageSight.Stuck,
            };
        }

        return advised;
    }

    private bool Run(int checks, int prepares, out uint cpu)
    {
        cpu = 0;
        if (!target.IsValid)
        {
            return false;
        }

        var arguments = target.Arguments(checks, prepares);
        program.Sample(ref arguments);
        cpu = arguments.Cpu;
        Blindness = arguments.IsWatchedByOthers == 0 ? null
            : "The memory of this process is also used through page tables of another kind (a virtual machine's, or a device's): what is accessed that way can't be seen, so all of it is unknown.";
        return target.Accept(arguments.Result);
    }
}
