using System.Globalization;
using Damon.Contracts.Rest;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>What people may call a session, and what they may write down about it.</summary>
internal static class SessionTexts
{
    private const string Separator = ", ";

    /// <summary>The name as it is kept, trimmed; null when there is none.</summary>
    public static string? Name(string? given, FieldFaults faults)
    {
        var name = given?.Trim();
        if (name?.Length > UpdateSessionRequest.LongestName)
        {
            faults.Add("name", $"The name has {name.Length} characters; give at most {UpdateSessionRequest.LongestName}.");
        }
        else if (name?.Any(char.IsControl) == true)
        {
            faults.Add("name", "The name has a control character or more than one line; give one line of plain text.");
        }

        return string.IsNullOrEmpty(name) ? null : name;
    }

    /// <summary>The name of a file, as a session may be called: without folders, on one line, cut where it is too long; null when there is none.</summary>
    public static string? FileName(string? given)
    {
        var last = given?.Split('/', '\\')[^1];
        var name = string.Concat((last ?? "").Where(letter => !char.IsControl(letter))).Trim();
        return name.Length == 0 ? null : name.Length <= UpdateSessionRequest.LongestName ? name : name[..(UpdateSessionRequest.LongestName - 1)] + "…";
    }

    /// <summary>The name of a session that was given none.</summary>
    /// <param name="targets">What its targets are called.</param>
    public static string NameOf(IEnumerable<string> targets)
    {
        var name = string.Join(Separator, targets);
        return name.Length <= UpdateSessionRequest.LongestName ? name : name[..(UpdateSessionRequest.LongestName - 1)] + "…";
    }

    /// <summary>What a target that was named itself is called in the name of a session that was given none.</summary>
    /// <param name="name">Its short name.</param>
    /// <param name="pid">Its process id.</param>
    public static string PartOf(string name, int pid) => string.Create(CultureInfo.InvariantCulture, $"{name} ({pid})");

    /// <summary>The name of a session that was named after its targets, after some of them execute other programs; any other name stays.</summary>
    /// <param name="name">The name so far.</param>
    /// <param name="before">The targets so far.</param>
    /// <param name="now">The targets now.</param>
    public static string Renamed(string name, IReadOnlyList<SessionTarget> before, IReadOnlyList<SessionTarget> now)
    {
        var names = new Dictionary<string, string>();
        foreach (var (old, target) in before.Zip(now).Where(pair => pair.First.Pid == pair.Second.Pid && pair.First.Name != pair.Second.Name && pair.First.Name.Length > 0))
        {
            names[PartOf(old.Name, old.Pid)] = PartOf(target.Name, target.Pid);
        }

        return names.Count == 0 ? name : NameOf(name.Split(Separator).Select(part => names.GetValueOrDefault(part, part)));
    }

    /// <summary>The notes as they are kept; null when they are left out.</summary>
    public static string? Notes(string? given, FieldFaults faults)
    {
        // Some systems end a line with two characters.
        var notes = given?.Replace("\r\n", "\n", StringComparison.Ordinal);
        if (notes?.Length > UpdateSessionRequest.LongestNotes)
        {
            faults.Add("notes", $"The notes have {notes.Length} characters; give at most {UpdateSessionRequest.LongestNotes}.");
        }
        else if (notes?.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t')) == true)
        {
            faults.Add("notes", "The notes have a control character; give plain text with line breaks and tabs only.");
        }

        return notes;
    }
}
