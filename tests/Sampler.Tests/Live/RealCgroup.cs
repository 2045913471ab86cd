using System.Globalization;
using Damon.Sampler.Groups;

namespace Damon.Sampler.Tests.Live;

/// <summary>A control group of this test's own, in the first hierarchy that lets it make one; removed with it.</summary>
internal sealed class RealCgroup : IDisposable
{
    private readonly string _folder;

    private RealCgroup(CgroupHierarchy hierarchy, string path)
    {
        Path = path;
        _folder = hierarchy.FolderOf(path);
    }

    /// <summary>Its path from the hierarchy's root.</summary>
    public string Path { get; }

    /// <summary>Makes one; skips the test where that can't be done.</summary>
    public static RealCgroup Create()
    {
        var path = $"/damon-test-{Guid.NewGuid():N}";
        foreach (var hierarchy in CgroupMounts.Read("/proc"))
        {
            var group = new RealCgroup(hierarchy, path);
            if (group.TryMake())
            {
                return group;
            }
        }

        Assert.Skip("No hierarchy of control groups can be written here; it takes root and a mount for writing.");
        throw new InvalidOperationException();
    }

    /// <summary>Has a process belong to it, or to one below it.</summary>
    public void Take(int pid, string below = "")
    {
        Directory.CreateDirectory(_folder + below);
        File.WriteAllText(_folder + below + "/cgroup.procs", pid.ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        foreach (var below in Directory.GetDirectories(_folder))
        {
            Directory.Delete(below);
        }

        Directory.Delete(_folder);
    }

    private bool TryMake()
    {
        try
        {
            Directory.CreateDirectory(_folder);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
