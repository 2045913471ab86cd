using System.Runtime.CompilerServices;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>Where the sources under test lie.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string ThisFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
