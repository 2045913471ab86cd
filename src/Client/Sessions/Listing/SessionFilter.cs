using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Listing;

/// <summary>Which sessions a list shows.</summary>
/// <param name="Text">Words that must all occur in name, notes, a target's name or pid, operations or state; empty for all.</param>
/// <param name="Choice">By state.</param>
public sealed record SessionFilter(string Text = "", SessionChoice Choice = SessionChoice.All)
{
    /// <summary>Whether a session is shown.</summary>
    public bool Matches(SessionResource session)
    {
        var fits = Choice == SessionChoice.All || SessionFacts.IsActive(session) == (Choice == SessionChoice.Running);
        return fits && Array.TrueForAll(
            Text.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            word => SessionFacts.Words(session).Any(w => w.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }
}
