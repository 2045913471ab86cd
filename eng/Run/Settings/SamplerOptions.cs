namespace Damon.Run.Settings;

/// <summary>The options that concern the sampler, of those that nobody else knows.</summary>
internal static class SamplerOptions
{
    private const string Section = "--Damon:Sampler:";

    /// <summary>Options of the section <c>Damon:Sampler</c>, with their values where these stand apart.</summary>
    /// <param name="options">As they were given, in order.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> options)
    {
        var found = new List<string>();
        for (var i = 0; i < options.Count; i++)
        {
            if (!options[i].StartsWith(Section, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            found.Add(options[i]);
            if (!options[i].Contains('=', StringComparison.Ordinal) && i + 1 < options.Count)
            {
                found.Add(options[++i]);
            }
        }

        return found;
    }
}
