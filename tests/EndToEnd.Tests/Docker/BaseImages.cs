namespace Damon.EndToEnd.Tests.Docker;

/// <summary>
/// Stand-ins for the official .NET images, which not every machine can fetch: a minimal Debian or Ubuntu with the libraries
/// those images have and their variables. The machine's own .NET is mounted.
/// </summary>
internal sealed class BaseImages(string folder)
{
    private const string Official = "mcr.microsoft.com/dotnet/";
    private const string DotnetLibraries = "ca-certificates,libssl3,libstdc++6,zlib1g";

    /// <summary>The user that the official images provide for applications.</summary>
    public const string ApplicationUid = "1654";

    // The official images have ICU, 30 MB of it; the SDK does not start without it or this.
    private static readonly string[] Variables =
        [$"APP_UID={ApplicationUid}", "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1"];

    // A compiler runs for seconds: what the runtime would learn about its code is not paid back. None stays behind when a step ends.
    private static readonly string[] ForCompilers = ["DOTNET_TieredPGO=0", "MSBUILDDISABLENODEREUSE=1", "UseSharedCompilation=false"];

    private static readonly string DotnetFolder = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(
        Path.GetDirectoryName(typeof(object).Assembly.Location))))!;

    /// <summary>Option that mounts the machine's .NET.</summary>
    public static string DotnetVolume => $"--volume={DotnetFolder}:{DotnetFolder}:ro";

    /// <summary>The folder all images build on; made at the first call.</summary>
    public async Task<string> RootAsync()
    {
        var root = Path.Combine(folder, "base");
        if (!Directory.Exists(root))
        {
            var suite = (await Shell.RunAsync("sh", "-c", ". /etc/os-release; echo $VERSION_CODENAME")).Trim();
            var made = await Shell.TryAsync("debootstrap", "--variant=minbase", $"--include={DotnetLibraries}", suite, root);
            Assert.SkipUnless(made.IsSuccess, $"debootstrap cannot make a minimal {suite} here: {made.StandardOutput[^Math.Min(300, made.StandardOutput.Length)..]}");
            Directory.CreateDirectory(root + DotnetFolder);
            Directory.CreateDirectory(root + "/root/.nuget/packages");
            File.CreateSymbolicLink(root + "/usr/bin/dotnet", DotnetFolder + "/dotnet");
            await File.AppendAllTextAsync(root + "/etc/passwd", $"app:x:{ApplicationUid}:{ApplicationUid}::/home/app:/bin/sh\n");
            await Shell.RunAsync("install", "-d", "-o", ApplicationUid, "-g", ApplicationUid, root + "/home/app");
        }

        return root;
    }

    /// <summary>Puts them into an engine's store under the names of the official ones.</summary>
    public async Task ImportAsync(Podman engine)
    {
        var root = await RootAsync();
        var (sdk, aspnet, runtime) = (NameOf("sdk"), NameOf("aspnet"), NameOf("runtime"));
        await engine.ImportAsync(root, [.. Variables, .. ForCompilers], sdk);
        await engine.ImportAsync(root, Variables, aspnet);
        await engine.RunAsync("tag", aspnet, runtime);
    }

    private static string NameOf(string kind) => $"{Official}{kind}:{Environment.Version.Major}.0";
}
