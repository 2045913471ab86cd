using System.Runtime.InteropServices;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>The loaded BPF object: its programs, and its maps as memory of this process.</summary>
internal sealed unsafe class PageTableProgram : IDisposable
{
    /// <summary>Bytes of one page of table entries.</summary>
    internal const int TableBytes = 512 * sizeof(ulong);

    private const string Resource = "page_table.bpf.o";
    private readonly BpfObjectHandle _object;
    private readonly MappedMemory _slots;
    private readonly MappedMemory _tables;
    private readonly MappedMemory _blocks;
    private readonly int _sample;
    private readonly int _survey;
    private readonly int _scan;
    private readonly int _probe;

    private PageTableProgram(BpfObjectHandle handle, int slotCapacity, int blockCapacity)
    {
        _object = handle;
        SlotCapacity = slotCapacity;
        BlockCapacity = blockCapacity;
        _sample = Program("sample");
        _survey = Program("survey");
        _scan = Program("scan");
        _probe = Program("probe");
        _slots = Map("slots", slotCapacity * sizeof(SampleSlot));
        _tables = Map("tables", blockCapacity * TableBytes);
        _blocks = Map("blocks", blockCapacity * sizeof(BlockInfo));
    }

    /// <summary>Slots one run can take.</summary>
    internal int SlotCapacity { get; }

    /// <summary>Blocks of 2 MiB one scan can take.</summary>
    internal int BlockCapacity { get; }

    /// <summary>The slots, shared with the kernel.</summary>
    internal SampleSlot* Slots => (SampleSlot*)_slots.Address;

    /// <summary>Copied tables of the last scan, 512 entries a block.</summary>
    internal ulong* Tables => (ulong*)_tables.Address;

    /// <summary>What each block of the last scan is.</summary>
    internal BlockInfo* Blocks => (BlockInfo*)_blocks.Address;

    /// <summary>Loads the program into the kernel.</summary>
    /// <param name="slotCapacity">Most addresses one run can take.</param>
    /// <param name="blockCapacity">Most 2 MiB blocks one scan can take; each costs 4 KiB of memory.</param>
    /// <exception cref="OperationsException">libbpf is not installed, or the kernel refused; the message says which.</exception>
    internal static PageTableProgram Load(int slotCapacity, int blockCapacity)
    {
        try
        {
            LibBpfLog.Begin();
        }
        catch (DllNotFoundException exception)
        {
            throw new OperationsException("libbpf is not installed: install Debian's or Ubuntu's package libbpf1 (apt-get install libbpf1).", exception);
        }

        BpfObjectHandle? handle = null;
        try
        {
            handle = Open();
            Resize(handle, "slots", slotCapacity);
            Resize(handle, "tables", blockCapacity);
            Resize(handle, "blocks", blockCapacity);
            var result = LibBpf.Load(handle);
            if (result < 0)
            {
                throw Refused(-result);
            }

            var program = new PageTableProgram(handle, slotCapacity, blockCapacity);
            handle = null;
            return program;
        }
        finally
        {
            handle?.Dispose();
            LibBpfLog.End();
        }
    }

    /// <summary>Checks and prepares the addresses in the slots.</summary>
    internal void Sample(ref SampleArguments arguments) => Run(_sample, ref arguments);

    /// <summary>Checks the addresses in the slots, and prepares them as if all were young: tells what advice over a range would meet.</summary>
    internal void Survey(ref SampleArguments arguments) => Run(_survey, ref arguments);

    /// <summary>Copies the tables of a range of addresses.</summary>
    internal void Scan(ref ScanArguments arguments) => Run(_scan, ref arguments);

    /// <summary>Tries a guess of the kernel's layout on a page of this process.</summary>
    internal void Probe(ref ProbeArguments arguments) => Run(_probe, ref arguments);

    public void Dispose()
    {
        _slots.Dispose();
        _tables.Dispose();
        _blocks.Dispose();
        _object.Dispose();
    }

    private static void Run<TArguments>(int program, ref TArguments arguments)
        where TArguments : unmanaged
    {
        fixed (TArguments* context = &arguments)
        {
            var options = new BpfTestRunOptions
            {
                Size = (nuint)sizeof(BpfTestRunOptions),
                ContextIn = context,
                // Programs of this type answer in their input.
                ContextSizeIn = (uint)sizeof(TArguments),
            };
            var result = LibBpf.TestRun(program, &options);
            if (result < 0)
            {
                throw new OperationsException($"The kernel did not run the page-table program: {Marshal.GetPInvokeErrorMessage(-result)}.");
            }
        }
    }

    private static BpfObjectHandle Open()
    {
        using var stream = typeof(PageTableProgram).Assembly.GetManifestResourceStream(Resource)!;
        var image = new byte[stream.Length];
        stream.ReadExactly(image);
        fixed (byte* bytes = image)
        {
            var handle = LibBpf.OpenMemory(bytes, (nuint)image.Length, 0);
            return handle.IsInvalid ? throw Refused(Marshal.GetLastPInvokeError()) : handle;
        }
    }

    private static void Resize(BpfObjectHandle handle, string map, int entries)
    {
        var result = LibBpf.SetMaxEntries(LibBpf.FindMap(handle, map), (uint)entries);
        if (result < 0)
        {
            throw Refused(-result);
        }
    }

    private static OperationsException Refused(int error)
    {
        var said = LibBpfLog.End().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var detail = said.Length == 0 ? "" : $" libbpf says: {said[^1]}";
        return new OperationsException($"The kernel did not take the page-table program: {Marshal.GetPInvokeErrorMessage(error)}.{detail}");
    }

    private int Program(string name) => LibBpf.ProgramFd(LibBpf.FindProgram(_object, name));

    private MappedMemory Map(string name, int bytes)
        => MappedMemory.OfDescriptor(LibBpf.MapFd(LibBpf.FindMap(_object, name)), (nuint)(bytes + 4095 & ~4095));
}
