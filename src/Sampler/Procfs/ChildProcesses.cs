using System.Buffers.Text;
using System.Globalization;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Procfs;

/// <summary>Finds the children of a process.</summary>
internal sealed class ChildProcesses(ProcessTable processes)
{
    /// <summary>The children that live now.</summary>
    public IReadOnlyList<ProcessIdentity> Of(int pid)
    {
        var tasks = Path.Combine(processes.Root, pid.ToString(CultureInfo.InvariantCulture), "task");
        var children = new List<ProcessIdentity>();
        try
        {
            foreach (var task in Directory.EnumerateDirectories(tasks))
            {
                if (!ProcFile.TryRead(Path.Combine(task, "children"), out var text))
                {
                    // Kernels without CONFIG_PROC_CHILDREN: ask every process for its parent.
                    return ByParent(pid);
                }

                Add(text, children);
            }
        }
        catch (IOException)
        {
            // It has exited while being looked at; its children belong to somebody else now.
        }

        return children;
    }

    private void Add(ReadOnlySpan<byte> text, List<ProcessIdentity> children)
    {
        foreach (var range in text.Split((byte)' '))
        {
            if (Utf8Parser.TryParse(text[range], out int child, out _) && processes.Identify(child) is { } identity)
            {
                children.Add(identity);
            }
        }
    }

    private List<ProcessIdentity> ByParent(int pid)
        => [.. from stat in processes.Pids().Select(processes.ReadStat).OfType<ProcessStat>()
               where stat.ParentPid == pid && !stat.IsDead
               select new ProcessIdentity(stat.Pid, stat.StartTicks)];
}
