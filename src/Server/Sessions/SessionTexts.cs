using Damon.Contracts.Rest;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>What people may call a session, and what they may write down about it.</summary>
internal static class SessionTexts
{
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

    /// <summary>The name of a session that was given none.</summary>
    /// <param name="targets">What its targets are called.</param>
    public static string NameOf(IEnumerable<string> targets)
    {
        var name = string.Join(", ", targets);
        return name.Length <= UpdateSessionRequest.LongestName ? name : name[..(UpdateSessionRequest.LongestName - 1)] + "…";
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
