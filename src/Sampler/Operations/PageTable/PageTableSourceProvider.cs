using System.Runtime.InteropServices;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>
/// Samples each session by page-table operations of its own. The kernel's layout is proven once: it stays as long as the
/// kernel runs, while what a session loads goes with the session.
/// </summary>
internal sealed class PageTableSourceProvider(string procRoot, string sysRoot, SamplingSourceFactory sampling) : ISourceProvider
{
    /// <summary>Blocks of 2 MiB that a lens reads at once: 128 MiB of a process, by 256 KiB of memory here.</summary>
    private const int BlocksOfRead = 64;

    private readonly Lock _gate = new();
    private KernelLayout? _layout;

    /// <inheritdoc/>
    public OperationsKind Kind => OperationsKind.PageTable;

    /// <inheritdoc/>
    public string? FindObstacle()
    {
        try
        {
            ProvenLayout();
            return null;
        }
        catch (OperationsException obstacle)
        {
            return obstacle.Message;
        }
    }

    /// <inheritdoc/>
    public ISnapshotSource Create(IMonitoringSink sink)
    {
        var layout = ProvenLayout();
        var program = PageTableProgram.Load(AttributeRules.MostRegions, BlocksOfRead);
        return sampling.Create(new PageTableOperations(program, layout, procRoot), sink);
    }

    private KernelLayout ProvenLayout()
    {
        lock (_gate)
        {
            return _layout ??= Prove();
        }
    }

    private KernelLayout Prove()
    {
        if (new PageTableRequirements(procRoot, sysRoot, RuntimeInformation.ProcessArchitecture).FirstMissing() is { } missing)
        {
            throw new OperationsException(missing);
        }

        using var program = PageTableProgram.Load(slotCapacity: 1, blockCapacity: 1);
        return KernelLayoutFinder.Find(program, ProcessorFacts.Parse(File.ReadLines(Path.Combine(procRoot, "cpuinfo"))));
    }
}
