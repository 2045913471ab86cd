namespace Damon.EndToEnd.Tests.Docker;

/// <summary>
/// Stand-ins for the official .NET images, which only an engine can fetch: a minimal Debian or Ubuntu with the libraries
/// those images have, the machine's own .NET, and their variables.
/// </summary>
internal sealed class BaseImages(string folder)
{
    private const string Official = "mcr.microsoft.com/dotnet/";
    private const string DotnetLibraries = "ca-certificates,libssl3,libstdc++6,zlib1g";

    /// <summary>The user that the official images provide for applications.</summary>
    public const string ApplicationUid = "1654";

    public string DotnetFolder { get; } = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(
        Path.GetDirectoryName(typeof(object).Assembly.Location))))!;

    /// <summary>Variables of the image called <paramref name="image"/>.</summary>
    public static IReadOnlyDictionary<string, string> EnvironmentOf(string image)
    {
        var version = Environment.Version.Major;
        Assert.Contains(image, new[] { "sdk", "aspnet", "runtime" }.Select(kind => $"{Official}{kind}:{version}.0"));
        return new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["APP_UID"] = ApplicationUid,
            ["ASPNETCORE_HTTP_PORTS"] = "8080",
            ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
            // The official images have ICU, 30 MB of it; the SDK does not start without it or this.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        };
    }

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
}
