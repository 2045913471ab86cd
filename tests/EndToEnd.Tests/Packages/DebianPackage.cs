using CliWrap;
using CliWrap.Buffered;

namespace Damon.EndToEnd.Tests.Packages;

/// <summary>The Debian package, as eng/package builds it.</summary>
internal static class DebianPackage
{
    /// <summary>Builds one and puts it into a folder.</summary>
    /// <returns>Its path.</returns>
    public static async Task<string> BuildAsync(string version, string folder)
    {
        var made = await Cli.Wrap(Repository.PathOf("eng/package")).WithArguments(version)
            .WithEnvironmentVariables(variables => variables.Set("DAMON_PACKAGE_LEVEL", "1"))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        var path = made.StandardOutput.Trim();
        var kept = Path.Combine(folder, Path.GetFileName(path));
        File.Move(path, kept);
        return kept;
    }
}
