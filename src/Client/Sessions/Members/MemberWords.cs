using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Members;

/// <summary>What is said above a table of members.</summary>
public static class MemberWords
{
    /// <summary>How many there are, and of how many regions are sampled.</summary>
    public static string Summary(IReadOnlyList<TargetResource> targets)
    {
        var living = targets.Where(target => target.EndedBecause is null).ToList();
        var (sampled, ended) = (living.Count(target => target.HasRegions), targets.Count - living.Count);
        var head = living.Count == 0 ? "None of them runs." : $"{Processes(living.Count)}{(ended == 0 ? "" : $", {ended} more {(ended == 1 ? "has" : "have")} ended")}.";
        var regions = sampled == living.Count
            ? living.Count == 0 ? "" : " Regions are sampled of all of them."
            : $" Regions are sampled of {sampled} of them; of the others idle ages are told and no picture, because the budget does not pay for more.";
        return head + regions;
    }

    /// <summary>Whether there is a picture of one, or why not.</summary>
    public static string Regions(TargetResource target)
        => target.EndedBecause is not null ? "ended" : target.HasRegions ? "sampled" : "idle ages only";

    /// <summary>The same in a sentence.</summary>
    public static string RegionsAbout(TargetResource target)
        => target.EndedBecause ?? (target.HasRegions ? "Its regions are sampled: it has a picture." : "Its regions are not sampled for lack of budget. A larger budget has more of them sampled.");

    private static string Processes(int count) => count == 1 ? "1 process" : $"{count} processes";
}
