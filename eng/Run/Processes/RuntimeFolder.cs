using Damon.Run.Accounts;
using Damon.Run.Machine;

namespace Damon.Run.Processes;

/// <summary>The private folder of one run: the socket of server and sampler, process ids. It goes when the run ends.</summary>
internal sealed class RuntimeFolder : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // A socket's path has 107 characters at most.
    private const int LongestBase = 70;

    private RuntimeFolder(string path) => FullPath = path;

    /// <summary>Where it is.</summary>
    public string FullPath { get; }

    /// <summary>The socket of this run, in a folder that only the server's account and its group may open.</summary>
    public string Socket => Path.Combine(Link, "sampler.sock");

    private string Link => Path.Combine(FullPath, "link");

    /// <summary>Makes the folder for a server that runs as <paramref name="account"/>; null is this process's own.</summary>
    public static async Task<RuntimeFolder> CreateAsync(Account? account)
    {
        // The tool makes it and fails if it is there, in one step.
        var path = await Tool.OutputAsync(["mktemp", "-d", Path.Combine(Base(Environment.GetEnvironmentVariable("TMPDIR")), "damon.XXXXXXXX")]);
        if (path is "")
        {
            throw new RunFailure(RunFailure.Failed, "No folder for this run could be made; see mktemp's message above.");
        }

        var folder = new RuntimeFolder(path);
        MakePrivate(folder.Link);
        if (account is not null)
        {
            File.SetUnixFileMode(path, Private | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            File.SetUnixFileMode(folder.Link, Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
            await Tool.StatusAsync(["chown", $"{account.Uid}:{account.Gid}", folder.Link]);
        }

        return folder;
    }

    /// <summary>Makes <paramref name="folder"/>, or what is there already, one that nobody else may open.</summary>
    public static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, Private);
    }

    /// <summary>Where temporary files go: <paramref name="given"/>, unless it is missing or too long for a socket.</summary>
    public static string Base(string? given) => given is { Length: > 0 and <= LongestBase } ? given : "/tmp";

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }
}
