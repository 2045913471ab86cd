using System.Text.RegularExpressions;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>An image in the making, or made: a base and, over it, a folder with what the instructions have changed.</summary>
internal sealed partial class ImageStage
{
    public ImageStage(string name, string baseFolder, string folder, IReadOnlyDictionary<string, string> environment)
    {
        Name = name;
        BaseFolder = baseFolder;
        Changes = Directory.CreateDirectory(Path.Combine(folder, "changes")).FullName;
        Scratch = Directory.CreateDirectory(Path.Combine(folder, "scratch")).FullName;
        Mounted = Directory.CreateDirectory(Path.Combine(folder, "mounted")).FullName;
        Environment = new Dictionary<string, string>(environment);
    }

    public string Name { get; }

    public string BaseFolder { get; }

    /// <summary>What is new beside the base.</summary>
    public string Changes { get; }

    /// <summary>The overlay file system's own.</summary>
    public string Scratch { get; }

    /// <summary>Where the overlay is mounted, in the mount namespace of each command only.</summary>
    public string Mounted { get; }

    public Dictionary<string, string> Environment { get; }

    public string WorkingDirectory { get; set; } = "/";

    public string User { get; set; } = "root";

    /// <summary>The user's home, which an engine takes from the image's /etc/passwd.</summary>
    public string Home => User == "root" ? "/root" : "/home/app";

    public string[] EntryPoint { get; set; } = [];

    /// <summary>A path of the image as it stands; relative ones from the working directory.</summary>
    public string PathInImage(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>Puts values for <c>$NAME</c> and <c>${NAME}</c>.</summary>
    public string Expand(string text) => Variable().Replace(text,
        match => Environment.GetValueOrDefault(match.Groups[1].Value, ""));

    [GeneratedRegex(@"\$\{?(\w+)\}?")]
    private static partial Regex Variable();
}
