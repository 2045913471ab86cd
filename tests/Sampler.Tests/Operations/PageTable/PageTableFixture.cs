using System.Runtime.InteropServices;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Operations.Ranges;

namespace Damon.Sampler.Tests.Operations.PageTable;

/// <summary>The program loaded and its layout proven once for all tests of the page-table operations; skips them where the host can't.</summary>
public sealed class PageTableFixture : IDisposable
{
    private readonly PageTableProgram? _program;
    private readonly string? _missing;

    public PageTableFixture()
    {
        _missing = new PageTableRequirements("/proc", "/sys", RuntimeInformation.ProcessArchitecture).FirstMissing();
        if (_missing is null)
        {
            _program = PageTableProgram.Load(65_536, 64);
            Layout = KernelLayoutFinder.Find(_program, ProcessorFacts.Parse(File.ReadLines("/proc/cpuinfo")));
        }
    }

    internal KernelLayout Layout { get; }

    internal PageTableProgram Program
    {
        get
        {
            Assert.SkipWhen(_missing is not null, _missing ?? "");
            return _program!;
        }
    }

    internal ITargetOperations Open(int pid) => Open(Identity(pid));

    internal ITargetOperations Open(ProcessIdentity process)
        => new PageTableOperations(Program, Layout, "/proc").Open(process);

    internal static ProcessIdentity Identity(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return new ProcessIdentity(pid, ulong.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose() => _program?.Dispose();
}
