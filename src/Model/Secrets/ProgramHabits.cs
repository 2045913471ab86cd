namespace Damon.Model.Secrets;

/// <summary>Options that only some programs take for a password.</summary>
internal readonly record struct ProgramHabits(string Attached, string[] Following, string[] Pairs)
{
    private static readonly ProgramHabits None = new("", [], []);

    /// <summary>Those of a program.</summary>
    public static ProgramHabits Of(string program)
    {
        var name = program[(program.LastIndexOf('/') + 1)..];
        return name switch
        {
            _ when name.StartsWith("mysql", StringComparison.Ordinal) || name.StartsWith("mariadb", StringComparison.Ordinal) => new("-p", [], []),
            "sshpass" => new("-p", ["-p"], []),
            "redis-cli" => new("", ["-a"], []),
            "mongo" or "mongosh" or "mongodump" or "ldapsearch" => new("", ["-p", "-w"], []),
            "curl" or "wget" => new("", [], ["-u", "--user", "--proxy-user"]),
            _ => None,
        };
    }

    /// <summary>A word masked by these habits; null when they say nothing of it.</summary>
    public string? Mask(IReadOnlyList<string> words, int index)
    {
        var word = words[index];
        if (Attached.Length > 0 && word.Length > Attached.Length && word.StartsWith(Attached, StringComparison.Ordinal))
        {
            return Attached + SecretMask.Hidden;
        }

        var before = index > 0 ? words[index - 1] : "";
        return Array.IndexOf(Following, before) >= 0 ? SecretMask.Hidden
            : Array.IndexOf(Pairs, before) >= 0 && word.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? word[..(colon + 1)] + SecretMask.Hidden
            : null;
    }
}
