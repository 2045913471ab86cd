using System.Globalization;
using Damon.Fixtures;

namespace Damon.Benchmarks.Real;

/// <summary>A workload of ours, which tells what it does and what CPU time that takes.</summary>
internal sealed class WorkloadProgram : IProgram
{
    private const double PageSize = 4096;

    private readonly Workload _workload;
    private readonly string[] _words;
    private volatile Told _told = new(0, 0);

    public WorkloadProgram(params string[] words)
    {
        _words = words;
        _workload = Workload.Run(words);
        Pids = [_workload.Pid, .. words[0] == "prefork" ? _workload.ReadNumbers() : []];
        new Thread(Listen) { IsBackground = true }.Start();
    }

    public string Name => _words[0] switch
    {
        "prefork" => $"{_words[2]} children of a parent with {_words[1]} MB, of which they read {_words[3]} MB",
        "scattered" => $"{_words[2]} single pages all over {_words[1]} MB",
        "arrayhuge" => $"{_words[1]} MB in huge pages, {_words[3]} MB hot",
        "random" => $"{_words[2]} random pages a ms of {_words[1]} MB",
        _ => $"array of {_words[1]} MB, {_words[3]} MB hot",
    };

    public IReadOnlyList<int> Pids { get; }

    public (ulong Start, ulong End)? Hot => _words[0] == "array" ? (_workload.HotStart, _workload.HotEnd) : null;

    public double Operations() => _told.Operations;

    public double CpuNs() => _told.CpuNs;

    public double? Touched(double seconds)
    {
        var size = (double)(_workload.End - _workload.Start);
        return _words[0] switch
        {
            "random" => size * (1 - Math.Exp(-seconds * 1_000 * double.Parse(_words[2], CultureInfo.InvariantCulture) / (size / PageSize))),

            // Some pages were drawn twice.
            "scattered" => size * (1 - Math.Pow(1 - (PageSize / size), double.Parse(_words[2], CultureInfo.InvariantCulture))),

            // Each child has 4 MB of its own, too.
            "prefork" => _workload.HotEnd - _workload.HotStart + (double.Parse(_words[2], CultureInfo.InvariantCulture) * (4 << 20)),
            "arrayhuge" => _workload.HotEnd - _workload.HotStart,

            // Large hot parts take longer than an interval to pass over: only what is passed over in one counts.
            "array" when seconds >= 10 || _workload.HotEnd - _workload.HotStart <= 600UL << 20 => _workload.HotEnd - _workload.HotStart,
            _ => null,
        };
    }

    public void Dispose() => _workload.Dispose();

    private void Listen()
    {
        while (_workload.Output.ReadLine()?.Split(' ') is [var done, var cpu])
        {
            _told = new Told(double.Parse(done, CultureInfo.InvariantCulture), 1e9 * double.Parse(cpu, CultureInfo.InvariantCulture));
        }
    }
}
