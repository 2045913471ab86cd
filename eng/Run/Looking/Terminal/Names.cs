using Damon.Model.Monitoring;

namespace Damon.Run.Looking.Terminal;

/// <summary>What things are called in a line of a terminal.</summary>
internal static class Names
{
    /// <summary>What a mapping is called.</summary>
    /// <param name="name">Its path or the kernel's name; empty when it has none.</param>
    /// <param name="kind">What backs it; null when none is known.</param>
    public static string OfMapping(string name, MappingKind? kind) => name.Length > 0 ? Printable.Of(name) : kind is null ? "no longer mapped" : "anonymous";

    /// <summary>The end of <paramref name="text"/>, which tells most of a path, in at most <paramref name="most"/> characters.</summary>
    /// <param name="text">The whole of it.</param>
    /// <param name="most">At least 1.</param>
    /// <param name="unicode">Whether the terminal knows an ellipsis.</param>
    public static string End(string text, int most, bool unicode)
    {
        var dots = unicode ? "…" : "..";
        return text.Length <= most ? text : most <= dots.Length ? text[^most..] : dots + text[^(most - dots.Length)..];
    }

    /// <summary>The beginning of <paramref name="text"/> in at most <paramref name="most"/> characters.</summary>
    public static string Beginning(string text, int most, bool unicode)
    {
        var dots = unicode ? "…" : "..";
        return text.Length <= most ? text : most <= dots.Length ? text[..most] : text[..(most - dots.Length)] + dots;
    }
}
