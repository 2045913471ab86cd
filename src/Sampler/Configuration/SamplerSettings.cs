using System.Globalization;
using Damon.Confinement;
using Microsoft.Extensions.Configuration;

namespace Damon.Sampler.Configuration;

/// <summary>The sampler's settings, section <c>Damon</c>.</summary>
internal sealed record SamplerSettings
{
    /// <summary><c>Damon:Link:Socket</c>: the server's Unix domain socket.</summary>
    public required string Socket { get; init; }

    /// <summary><c>Damon:Link:BufferedSnapshots</c>: snapshots kept while the server is away.</summary>
    public int BufferedSnapshots { get; init; } = 4_096;

    /// <summary><c>Damon:Link:BufferedMegabytes</c>: memory for what is kept while the server is away.</summary>
    public int BufferedMegabytes { get; init; } = 64;

    /// <summary><c>Damon:Procfs:Root</c>: where the proc file system of the host is mounted.</summary>
    public string ProcRoot { get; init; } = "/proc";

    /// <summary><c>Damon:Sampler:MaxPercent</c>: most CPU time of all sessions together, in % of one core; 0 for no bound.</summary>
    public double MaxPercent { get; init; } = 5;

    /// <summary><c>Damon:Sampler:User</c>: whom a sampler that is started as root becomes; null to stay root with fewer capabilities.</summary>
    public Account? User { get; init; }

    /// <summary><c>Damon:Sampler:SharedMemory</c>: whether it keeps CAP_DAC_OVERRIDE, with which alone shared memory of other users' processes is told.</summary>
    public bool SharedMemory { get; init; }

    /// <summary><c>Damon:Sampler:MaxSessions</c>: most sessions at a time.</summary>
    public int MaxSessions { get; init; } = 256;

    /// <summary><c>Damon:Sampler:UnattendedSeconds</c>: how long sampling goes on while nobody asks for anything or stores it; 0 for ever.</summary>
    public int UnattendedSeconds { get; init; } = 600;

    /// <summary>Reads all settings; every fault is a sentence that names its key.</summary>
    /// <param name="configuration">Everything that is configured.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="errors">The faults; empty when all is well.</param>
    public static SamplerSettings Read(IConfiguration configuration, Func<string, string?> environment, out IReadOnlyList<string> errors)
    {
        var faults = new List<string>();
        var defaults = new SamplerSettings { Socket = DefaultSocket(environment) };
        var settings = new SamplerSettings
        {
            Socket = Text("Damon:Link:Socket", defaults.Socket),
            BufferedSnapshots = Number("Damon:Link:BufferedSnapshots", defaults.BufferedSnapshots, 1, 1_000_000),
            BufferedMegabytes = Number("Damon:Link:BufferedMegabytes", defaults.BufferedMegabytes, 1, 65_536),
            ProcRoot = Text("Damon:Procfs:Root", defaults.ProcRoot),
            MaxPercent = Percent("Damon:Sampler:MaxPercent", defaults.MaxPercent),
            MaxSessions = Number("Damon:Sampler:MaxSessions", defaults.MaxSessions, 1, 10_000),
            UnattendedSeconds = Number("Damon:Sampler:UnattendedSeconds", defaults.UnattendedSeconds, 0, 31_536_000),
            User = User("Damon:Sampler:User"),
            SharedMemory = Flag("Damon:Sampler:SharedMemory"),
        };
        Check("Damon:Link:Socket", settings.Socket);
        Check("Damon:Procfs:Root", settings.ProcRoot);
        // struct sockaddr_un has room for 108 bytes with the closing zero.
        if (System.Text.Encoding.UTF8.GetByteCount(settings.Socket) > 107)
        {
            faults.Add($"Damon:Link:Socket is longer than the 107 bytes a socket's path may have: {settings.Socket}");
        }

        errors = faults;
        return settings;

        string Text(string key, string fallback) => configuration[key] is { Length: > 0 } value ? value : fallback;

        double Percent(string key, double fallback)
        {
            if (configuration[key] is not { Length: > 0 } text)
            {
                return fallback;
            }

            if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100)
            {
                return value;
            }

            faults.Add($"{key} is \"{text}\"; give a number from 0 (no bound) to 100, in % of one core.");
            return fallback;
        }

        Account? User(string key)
        {
            var account = configuration[key] is { Length: > 0 } text ? Account.Parse(text) : null;
            if (account is null && configuration[key] is { Length: > 0 } wrong)
            {
                faults.Add($"{key} is \"{wrong}\"; give a user and a group by number, as in 1000:1000.");
            }

            return account;
        }

        bool Flag(string key)
        {
            if (configuration[key] is not { Length: > 0 } text)
            {
                return false;
            }

            if (bool.TryParse(text, out var value))
            {
                return value;
            }

            faults.Add($"{key} is \"{text}\"; give true or false.");
            return false;
        }

        int Number(string key, int fallback, int low, int high)
        {
            if (configuration[key] is not { Length: > 0 } text)
            {
                return fallback;
            }

            if (int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= low && value <= high)
            {
                return value;
            }

            faults.Add($"{key} is \"{text}\"; give a number from {low} to {high}.");
            return fallback;
        }

        void Check(string key, string path)
        {
            if (!Path.IsPathRooted(path))
            {
                faults.Add($"{key} is \"{path}\"; give an absolute path.");
            }
        }
    }

    private static string DefaultSocket(Func<string, string?> environment)
        => environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? Path.Combine(runtime, "damon", "sampler.sock") : "/run/damon/sampler.sock";
}
