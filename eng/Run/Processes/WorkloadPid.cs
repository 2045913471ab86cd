using System.Globalization;
using Damon.Run.Machine;

namespace Damon.Run.Processes;

/// <summary>Finds out the process id of a guarded program, as soon as it is the program itself and not the setsid that starts it.</summary>
internal sealed class WorkloadPid(TimeProvider time, string procRoot = "/proc")
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The process id in <paramref name="pidFile"/>; null when the program ends or does not come within ten seconds.</summary>
    public async Task<int?> WaitAsync(string pidFile, Func<bool> runs, CancellationToken cancellationToken)
    {
        var setsid = RealPath(Tool.Find("setsid")) ?? "";
        var start = time.GetTimestamp();
        while (runs() && time.GetElapsedTime(start) < Limit)
        {
            if (ReadPid(pidFile) is { } pid && SessionOf(pid) == pid && Executable(pid) != setsid)
            {
                return pid;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return null;
    }

    private static int? ReadPid(string file) =>
        Read(file) is { } text && int.TryParse(text, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    // Fields after the name, which is in brackets and may contain anything: state, parent, group, session.
    // A zombie is a program that could not be started or has ended already.
    private int? SessionOf(int pid) =>
        Read($"{procRoot}/{pid}/stat") is { } stat
        && stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [not "Z", _, _, var session, ..]
        && int.TryParse(session, CultureInfo.InvariantCulture, out var id) ? id : null;

    // Null as well for a program whose file this user may not see: then it is not setsid.
    private string? Executable(int pid) => LinkTarget($"{procRoot}/{pid}/exe");

    // The kernel names an open file with every link on its way resolved.
    private static string? RealPath(string? file)
    {
        if (file is null)
        {
            return null;
        }

        using var handle = File.OpenHandle(file);
        return LinkTarget($"/proc/self/fd/{handle.DangerousGetHandle()}");
    }

    private static string? LinkTarget(string link)
    {
        try
        {
            return new FileInfo(link).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
