using System.Globalization;

namespace Damon.Benchmarks.Soaking;

/// <summary>What the kernel tells of a process.</summary>
/// <param name="ResidentMib">Resident memory, MiB.</param>
/// <param name="AnonymousMib">The part of it that is of no file, MiB: what the program itself has asked for.</param>
/// <param name="Descriptors">Open files, sockets and the like.</param>
/// <param name="Threads">Its threads.</param>
internal sealed record ProcessState(double ResidentMib, double AnonymousMib, int Descriptors, int Threads)
{
    private const double KibInMib = 1_024;

    /// <summary>As it is now.</summary>
    public static ProcessState Of(int pid)
    {
        var status = File.ReadAllLines($"/proc/{pid}/status");
        return new ProcessState(
            Number("VmRSS:") / KibInMib, Number("RssAnon:") / KibInMib, Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length, (int)Number("Threads:"));

        double Number(string name)
        {
            var line = Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal)) ?? name + " 0";
            return double.Parse(line[name.Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
        }
    }
}
