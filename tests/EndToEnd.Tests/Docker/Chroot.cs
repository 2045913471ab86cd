namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Commands inside a stage. Every mount lives in a mount namespace that ends with the command.</summary>
internal static class Chroot
{
    // A compiler runs for seconds: what the runtime would learn about its code is not paid back. None stays behind when a step ends.
    private static readonly string[] ForCompilers = ["DOTNET_TieredPGO=0", "MSBUILDDISABLENODEREUSE=1", "UseSharedCompilation=false"];

    /// <summary>A build step: <c>sh -c</c> with the stage's variables and user, after the tests that run beside it.</summary>
    public static Task RunAsync(ImageStage stage, BaseImages bases, string user, string script) => Shell.RunAsync("nice",
        ["unshare", .. Command(["--mount"], MountScript(stage, bases, []), stage, ["--reuid", user, "--regid", user == "root" ? "root" : user, "--clear-groups"],
            ["env", .. ForCompilers, "sh", "-c", script])]);

    /// <summary>The stage's entry point, as a container.</summary>
    /// <param name="stage">The image.</param>
    /// <param name="bases">For the machine's .NET.</param>
    /// <param name="isolation">Options of unshare: the namespaces of its own, mount among them.</param>
    /// <param name="mounts">Commands that mount volumes; <c>$root</c> is the image's root.</param>
    /// <param name="privileges">Options of setpriv.</param>
    public static RunningProgram Start(ImageStage stage, BaseImages bases, string[] isolation, string[] mounts, string[] privileges) =>
        new("unshare", Command(isolation, MountScript(stage, bases, mounts), stage, privileges, stage.EntryPoint));

    private static IEnumerable<string> Command(string[] isolation, string mountScript, ImageStage stage, string[] privileges, string[] command) =>
    [
        .. isolation, "--", "sh", "-c", mountScript, "sh",
        "env", "-i", $"--chdir={stage.WorkingDirectory}", $"HOME={stage.Home}", .. stage.Environment.Select(pair => $"{pair.Key}={pair.Value}"),
        "setpriv", .. privileges, "--", .. command,
    ];

    // The packages' cache stands in for a build cache: a step must not depend on how fast a package source is.
    private static string MountScript(ImageStage stage, BaseImages bases, string[] mounts)
    {
        var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
        return string.Join('\n',
        [
            "set -e",
            $"root='{stage.Mounted}'",
            $"mount -t overlay overlay -o 'lowerdir={stage.BaseFolder},upperdir={stage.Changes},workdir={stage.Scratch}' \"$root\"",
            "mount -t proc proc \"$root/proc\"",
            "mount -t sysfs -o ro sysfs \"$root/sys\"",
            "mount --rbind /dev \"$root/dev\"",
            $"mount --bind -o ro '{bases.DotnetFolder}' \"$root{bases.DotnetFolder}\"",
            $"if [ -d '{cache}' ]; then mount --bind '{cache}' \"$root/root/.nuget/packages\"; fi",
            .. mounts,
            "exec chroot \"$root\" \"$@\"",
        ]);
    }
}
