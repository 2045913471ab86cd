using System.Security.Cryptography;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Finds where the kernel's direct map and its <c>struct page</c> array begin, and proves both. The top page table lies
/// inside the direct map, whose base is a multiple of 1 GiB, so there are only as many candidates as GiB of physical
/// addresses; the right one leads from this process's own page to the secret written there. Nothing is taken on trust:
/// without proof the operations are refused, because a wrong base would give wrong answers.
/// </summary>
internal static unsafe class KernelLayoutFinder
{
    private const ulong CandidateStep = 1UL << 30;

    // 128 TiB of physical addresses; each guess is one short run of the program, and the right one comes early.
    private const int Candidates = 1 << 17;
    private const int PageSize = 4096;

    /// <summary>Finds and proves the layout.</summary>
    /// <param name="program">Loaded program.</param>
    /// <param name="processor">What the processor says of itself.</param>
    /// <exception cref="OperationsException">No candidate could be proven.</exception>
    internal static KernelLayout Find(PageTableProgram program, ProcessorFacts processor)
    {
        using var page = MappedMemory.Anonymous(2 * PageSize);
        // A huge page has no entry of its own to find.
        Libc.MemoryAdvise(page.Address, 2 * PageSize, Libc.MadvNoHugePage);
        var words = new Span<ulong>(page.Address, 4);
        RandomNumberGenerator.Fill(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words));

        var probe = new ProbeArguments { Address = (ulong)page.Address, Pid = (uint)Environment.ProcessId };
        words.CopyTo(probe.Secret);
        probe.Layout = new KernelLayout { Levels = processor.PageTableLevels, PhysicalMask = processor.PhysicalMask };

        // The first run only tells where the top table is: with no base, nothing can be proven.
        program.Probe(ref probe);
        if (probe.Pgd == 0)
        {
            throw Unproven("this process's page tables were not found; Damon must run in the host's pid namespace (docker: --pid=host)");
        }

        var top = probe.Pgd & ~(CandidateStep - 1);
        for (ulong below = 0; below < Candidates; below++)
        {
            probe.Layout.DirectMap = top - below * CandidateStep;
            program.Probe(ref probe);
            if (probe.ProvenDirectMap == 0)
            {
                continue;
            }

            return probe.ProvenMemoryMap != 0
                ? probe.Layout
                : throw Unproven("the array of page descriptions was not found");
        }

        throw Unproven("no direct map leads to this process's own page");
    }

    private static OperationsException Unproven(string what)
        => new($"The layout of this kernel's memory could not be proven ({what}), so page-table operations are refused rather than give wrong answers.");
}
