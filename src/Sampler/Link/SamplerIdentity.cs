using Damon.Sampler.Procfs;

namespace Damon.Sampler.Link;

/// <summary>Who this sampler is.</summary>
/// <param name="Id">Lasts as long as this process.</param>
/// <param name="Host">Host name.</param>
/// <param name="Kernel">Kernel release, as <c>uname -r</c>.</param>
internal sealed record SamplerIdentity(string Id, string Host, string Kernel)
{
    /// <summary>Reads it from the host.</summary>
    public static SamplerIdentity Read(string procRoot)
    {
        var kernel = ProcFile.TryRead(Path.Combine(procRoot, "sys", "kernel", "osrelease"), out var text)
            ? System.Text.Encoding.UTF8.GetString(text).Trim()
            : Environment.OSVersion.Version.ToString();
        return new SamplerIdentity(Guid.NewGuid().ToString("n"), Environment.MachineName, kernel);
    }
}
