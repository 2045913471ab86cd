using System.Globalization;
using Damon.Model.Access;
using Damon.Server.Heavy;

namespace Damon.Server.Configuration;

/// <summary>Reads and checks settings, collecting every fault instead of ending at the first.</summary>
/// <param name="configuration">All configuration sources.</param>
/// <param name="environment">Looks up an environment variable (XDG directories).</param>
/// <param name="ownUid">The server's own user.</param>
/// <param name="uidOf">Looks up a user by name; null where there is none.</param>
internal sealed class SettingsReader(IConfiguration configuration, Func<string, string?> environment, uint ownUid, Func<string, uint?> uidOf)
{
    private const int LongestSocketPath = 107; // sun_path of sockaddr_un, less the final zero

    private readonly IConfigurationSection _section = configuration.GetSection(DamonSettings.Section);
    private readonly List<string> _faults = [];

    /// <summary>The settings.</summary>
    /// <exception cref="SettingsException">At least one is wrong.</exception>
    public DamonSettings Read()
    {
        var urls = Urls();
        var settings = new DamonSettings
        {
            Urls = urls,
            Database = Database(),
            AllowedHosts = List("AllowedHosts"),
            Auth = Auth(urls),
            Link = new LinkSettings(
                Socket(),
                Uids(),
                TimeSpan.FromSeconds(Number("Link:GraceSeconds", 10, 0, 86_400)),
                TimeSpan.FromSeconds(Number("Link:AnswerSeconds", 30, 1, 600))),
            History = new HistorySettings(
                (int)Number("History:MaxMegabytes", 0, 0, 16_000_000),
                (int)Number("History:KeepHours", 0, 0, 876_000),
                (int)Number("History:SessionMegabytes", 0, 0, 16_000_000),
                (int)Number("History:KeepMegabytes", 0, 0, 16_000_000),
                (int)Number("History:ReserveMegabytes", 16, 0, 10_000),
                (int)Number("History:CheckHours", 24, 0, 8_760)),
            Heavy = Heavy(),
            StartsPerMinute = (int)Number("StartsPerMinute", 120, 1, 1_000_000),
        };
        return _faults.Count == 0 ? settings : throw new SettingsException(_faults);
    }

    private HeavySettings Heavy()
    {
        var standard = HeavySettings.Default(Environment.ProcessorCount);
        return new(
            (int)Number("Heavy:Pictures", standard.Pictures, 1, 1_000),
            (int)Number("Heavy:Transfers", standard.Transfers, 1, 1_000),
            (int)Number("Heavy:Waiting", standard.Waiting, 0, 10_000),
            TimeSpan.FromSeconds(Number("Heavy:WaitSeconds", standard.Wait.TotalSeconds, 0.1, 3_600)),
            TimeSpan.FromSeconds(Number("Heavy:StallSeconds", standard.Stall.TotalSeconds, 1.5, 3_600)));
    }

    private List<ListenAddress> Urls()
    {
        var text = _section["Urls"] ?? "http://127.0.0.1:5200";
        var addresses = new List<ListenAddress>();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ListenAddress.TryParse(part) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                Fault("Urls", $"'{part}' is no address to listen on; give http://HOST:PORT, HOST an IP address, localhost or *.");
            }
        }

        if (addresses.Count == 0 && _faults.Count == 0)
        {
            Fault("Urls", "no address is given; give one such as http://127.0.0.1:5200.");
        }

        return addresses;
    }

    private string Database()
    {
        if (_section["Database"] is { Length: > 0 } given)
        {
            return Path.GetFullPath(given);
        }

        var data = environment("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "share")
            : null;
        if (data is null)
        {
            Fault("Database", "there is neither XDG_DATA_HOME nor HOME to put the database under; give its path.");
            return "";
        }

        return Path.Combine(Path.GetFullPath(data), "damon", "damon.db");
    }

    private AuthSettings Auth(List<ListenAddress> urls)
    {
        var disabled = Flag("Auth:Disabled");
        if (disabled && urls.FirstOrDefault(url => !url.IsLoopback) is { } open)
        {
            Fault("Auth:Disabled", $"is only allowed on loopback addresses, but Damon:Urls has {open.Text}: everybody who reaches it could read every process. Leave the token on, or listen on 127.0.0.1.");
        }

        var (token, viewerToken) = (Token("Auth:Token"), Token("Auth:ViewerToken"));
        if (token is not null && token == viewerToken)
        {
            Fault("Auth:ViewerToken", "is the same as Damon:Auth:Token, so that viewers would be operators; give another one, or leave it out to have one generated.");
        }

        return new AuthSettings(token, viewerToken, disabled)
        {
            IdleTime = TimeSpan.FromHours(Number("Auth:IdleHours", 24, 0.01, 8_760)),
            SignInTime = TimeSpan.FromHours(Number("Auth:SignInHours", 168, 0.01, 8_760)),
            AuditMegabytes = (int)Number("Auth:AuditMegabytes", 8, 1, 1_024),
            FailuresPerMinute = (int)Number("Auth:FailuresPerMinute", 10, 1, 1_000_000),
        };
    }

    private string? Token(string key)
    {
        var token = _section[key] is { Length: > 0 } given ? given : null;
        if (token is not null && !TokenRules.IsToken(token))
        {
            Fault(key, $"must have at least {TokenRules.Shortest} characters out of letters, digits and -._~; leave it out to have one generated.");
        }

        return token;
    }

    private string Socket()
    {
        var path = _section["Link:Socket"] is { Length: > 0 } given ? Path.GetFullPath(given)
            : environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? Path.Combine(Path.GetFullPath(runtime), "damon", "sampler.sock")
            : "/run/damon/sampler.sock";
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestSocketPath)
        {
            Fault("Link:Socket", $"the path '{path}' is longer than the {LongestSocketPath} bytes a Unix socket can have; give a shorter one.");
        }

        return path;
    }

    private HashSet<uint> Uids()
    {
        var uids = new HashSet<uint>();
        foreach (var text in List("Link:AllowedUids"))
        {
            if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var uid))
            {
                uids.Add(uid);
            }
            else if (uidOf(text) is { } found)
            {
                uids.Add(found);
            }
            else
            {
                Fault("Link:AllowedUids", $"'{text}' is no user of this host; give numbers or names, separated by commas.");
            }
        }

        return uids.Count > 0 ? uids : [0, ownUid];
    }

    /// <summary>A list given as one text with commas, or as numbered children.</summary>
    private string[] List(string key)
    {
        var section = _section.GetSection(key);
        return section.Value is { } text
            ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. section.GetChildren().Select(child => child.Value).OfType<string>()];
    }

    private double Number(string key, double standard, double least, double most)
    {
        if (_section[key] is not { } text)
        {
            return standard;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Fault(key, string.Create(CultureInfo.InvariantCulture, $"'{text}' must be a number from {least} to {most}."));
        return standard;
    }

    private bool Flag(string key)
    {
        if (_section[key] is not { } text)
        {
            return false;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Fault(key, $"'{text}' must be true or false.");
        return false;
    }

    private void Fault(string key, string sentence) => _faults.Add($"{DamonSettings.Section}:{key}: {sentence}");
}
