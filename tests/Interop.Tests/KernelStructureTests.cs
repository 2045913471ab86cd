using System.Globalization;
using System.Runtime.InteropServices;
using Damon.Sampler.Interop;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Interop.Tests;

/// <summary>Compiles a C program against the real headers and compares its sizes, offsets and constants with ours.</summary>
public sealed class KernelStructureTests
{
    private static readonly Lazy<Dictionary<string, long>> C = new(AskTheCompiler);

    [Fact]
    public unsafe void Structures_OfTheBpfProgram_HaveTheSameLayout()
    {
        Same("damon_slot", sizeof(SampleSlot));
        Same("damon_slot.cold_start", Offset<SampleSlot>(nameof(SampleSlot.ColdStart)));
        Same("damon_slot.cold_pages", Offset<SampleSlot>(nameof(SampleSlot.ColdPages)));
        Same("damon_slot.checked", Offset<SampleSlot>(nameof(SampleSlot.Checked)));
        Same("damon_slot.prepared", Offset<SampleSlot>(nameof(SampleSlot.Prepared)));
        Same("damon_slot.of_shared_mapping", Offset<SampleSlot>(nameof(SampleSlot.OfSharedMapping)));
        Same("damon_slot.checked_shift", Offset<SampleSlot>(nameof(SampleSlot.CheckedShift)));
        Same("damon_slot.checked_frame", Offset<SampleSlot>(nameof(SampleSlot.CheckedFrame)));
        Same("damon_layout", sizeof(KernelLayout));
        Same("damon_layout.levels", Offset<KernelLayout>(nameof(KernelLayout.Levels)));
        Same("damon_sample_args", sizeof(SampleArguments));
        Same("damon_sample_args.result", Offset<SampleArguments>(nameof(SampleArguments.Result)));
        Same("damon_sample_args.cpu", Offset<SampleArguments>(nameof(SampleArguments.Cpu)));
        Same("damon_scan_args", sizeof(ScanArguments));
        Same("damon_scan_args.start", Offset<ScanArguments>(nameof(ScanArguments.Start)));
        Same("damon_scan_args.result", Offset<ScanArguments>(nameof(ScanArguments.Result)));
        Same("damon_probe_args", sizeof(ProbeArguments));
        Same("damon_probe_args.pgd", Offset<ProbeArguments>(nameof(ProbeArguments.Pgd)));
        Same("damon_probe_args.proven_vmemmap", Offset<ProbeArguments>(nameof(ProbeArguments.ProvenMemoryMap)));
        Same("damon_block_info", sizeof(BlockInfo));
        Same("damon_block_info.kind", Offset<BlockInfo>(nameof(BlockInfo.Kind)));
    }

    [Fact]
    public void Enumerations_OfTheBpfProgram_HaveTheSameValues()
    {
        Same("DAMON_PAGE_OLD", (long)PageState.Old);
        Same("DAMON_PAGE_YOUNG", (long)PageState.Young);
        Same("DAMON_PAGE_YOUNG_OFF_LRU", (long)PageState.YoungOffLru);
        Same("DAMON_PAGE_LOCKED", (long)PageState.Locked);
        Same("DAMON_PAGE_SHARED", (long)PageState.Shared);
        Same("DAMON_PAGE_SPECIAL", (long)PageState.Special);
        Same("DAMON_PAGE_PART_OF_FOLIO", (long)PageState.PartOfFolio);
        Same("DAMON_CHANGED", (long)RunResult.Changed);
        Same("DAMON_NO_MEMORY_MAP", (long)RunResult.NoMemoryMap);
        Same("DAMON_BLOCK_HUGE", (long)BlockKind.Huge);
        Same("DAMON_BLOCK_TABLE", (long)BlockKind.Table);
    }

    [Fact]
    public unsafe void LibBpf_TestRunOptions_AreALeadingPartOfTheLibrarys()
    {
        Same("bpf_test_run_opts.ctx_in", Offset<BpfTestRunOptions>(nameof(BpfTestRunOptions.ContextIn)));
        Same("bpf_test_run_opts.ctx_size_in", Offset<BpfTestRunOptions>(nameof(BpfTestRunOptions.ContextSizeIn)));
        Same("bpf_test_run_opts.flags", Offset<BpfTestRunOptions>(nameof(BpfTestRunOptions.Flags)));
        Same("bpf_test_run_opts.batch_size", Offset<BpfTestRunOptions>(nameof(BpfTestRunOptions.BatchSize)));
        Assert.True(sizeof(BpfTestRunOptions) <= C.Value["bpf_test_run_opts"]);
    }

    [Fact]
    public unsafe void Libc_Constants_AreTheHeaders()
    {
        Same("iovec", sizeof(IoVector));
        Same("MADV_COLD", Libc.MadvCold);
        Same("MADV_NOHUGEPAGE", Libc.MadvNoHugePage);
        Same("IOV_MAX", Libc.MaxVectors);
        Same("MAP_PRIVATE|MAP_ANONYMOUS", Libc.MapPrivate | Libc.MapAnonymous);
        Same("PROT_READ|PROT_WRITE", Libc.ProtRead | Libc.ProtWrite);
        Same("MAP_SHARED", Libc.MapShared);
        Same("EPERM", Libc.EPERM);
        Same("ESRCH", Libc.ESRCH);
        Same("EACCES", Libc.EACCES);
        Same("ENOSYS", Libc.ENOSYS);
    }

    private static void Same(string name, long ours)
    {
        Assert.True(C.Value.TryGetValue(name, out var theirs), $"{name} was not printed by the C program");
        Assert.True(theirs == ours, $"{name} is {theirs} in C and {ours} here");
    }

    private static long Offset<T>(string field) => (long)Marshal.OffsetOf<T>(field);

    private static Dictionary<string, long> AskTheCompiler()
    {
        var folder = Tool.Folder();
        var program = Path.Combine(Path.GetTempPath(), $"damon-layout-{Environment.ProcessId}");
        try
        {
            Tool.Run("gcc", "-o", program, Path.Combine(folder, "layout.c"), "-I", Path.Combine(folder, "../../src/Sampler/Bpf"));
            return Tool.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .ToDictionary(words => words[0], words => long.Parse(words[1], CultureInfo.InvariantCulture));
        }
        finally
        {
            File.Delete(program);
        }
    }
}
