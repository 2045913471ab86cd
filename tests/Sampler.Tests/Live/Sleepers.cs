using System.Diagnostics;
using System.Globalization;

namespace Damon.Sampler.Tests.Live;

/// <summary>Processes that sleep, for a minute at most, with a command line that no other process has.</summary>
internal sealed class Sleepers : IDisposable
{
    private readonly List<Process> _all = [];
    private readonly string _seconds = (60 + (Random.Shared.Next(1, 1_000_000_000) / 1e10)).ToString("0.0000000000", CultureInfo.InvariantCulture);

    /// <summary>Their command line.</summary>
    public string CommandLine => $"sleep {_seconds}";

    /// <summary>Starts one.</summary>
    public int Start()
    {
        var process = Process.Start(new ProcessStartInfo("sleep", [_seconds]))!;
        _all.Add(process);
        return process.Id;
    }

    /// <summary>Ends all, and returns when they have ended.</summary>
    public void End()
    {
        foreach (var process in _all)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _all.Clear();
    }

    public void Dispose() => End();
}
