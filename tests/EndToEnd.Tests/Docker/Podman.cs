using System.Globalization;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>A container engine with a store of its own, which goes with the tests.</summary>
internal sealed class Podman : IAsyncDisposable
{
    // It would ask for more than a root without CAP_SYS_RESOURCE may have.
    private static readonly string[] Limits = ["--ulimit", "nofile=8192:8192", "--ulimit", "nproc=8192:8192"];

    private readonly string[] _command;

    private Podman(string folder)
    {
        var settings = Path.Combine(folder, "containers.conf");
        File.WriteAllText(settings, """
            [engine]
            lock_type = "file"
            cgroup_manager = "cgroupfs"
            runtime = "runc"
            events_logger = "none"
            """);
        _command =
        [
            $"CONTAINERS_CONF={settings}", "podman", "--storage-driver", "overlay",
            "--root", $"{folder}/root", "--runroot", $"{folder}/run", "--tmpdir", $"{folder}/tmp",
        ];
    }

    /// <summary>Makes one; skips the test where there is none.</summary>
    public static async Task<Podman> CreateAsync(string folder)
    {
        var engine = new Podman(folder);
        var version = await Shell.TryAsync("sh", "-c", "podman --version && runc --version");
        Assert.SkipUnless(version.IsSuccess, "Debian's packages podman and runc are not installed: no image can be built.");
        return engine;
    }

    /// <summary>Runs a command of the engine, which must succeed, and answers what it printed.</summary>
    public Task<string> RunAsync(params string[] arguments) => Shell.RunAsync("env", [.. _command, .. arguments]);

    /// <summary>Puts a folder in as an image.</summary>
    /// <param name="folder">Its root.</param>
    /// <param name="environment">Variables, as NAME=VALUE.</param>
    /// <param name="name">Its name.</param>
    public Task ImportAsync(string folder, IEnumerable<string> environment, string name) => Shell.RunAsync("bash", ["-c",
        "set -o pipefail; tar -C \"$1\" -c . | env \"${@:2}\"", "bash", folder,
        .. _command, "import", "-q", .. environment.SelectMany(variable => new[] { "-c", "ENV " + variable }), "-", name]);

    /// <summary>Starts a container and stays with it; it is removed when it ends.</summary>
    /// <param name="options">Options of <c>podman run</c>, with its name among them.</param>
    /// <param name="image">Its image.</param>
    public RunningProgram Start(string[] options, string image) =>
        new("env", [.. _command, "run", "--rm", "--log-driver", "none", .. Limits, .. options, image]);

    /// <summary>The process id, on this machine, of a container that runs.</summary>
    public async Task<int> PidAsync(string name) =>
        int.Parse(await RunAsync("inspect", "--format", "{{.State.Pid}}", name), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync() => await Shell.TryAsync("env", [.. _command, "system", "reset", "--force"]);
}
