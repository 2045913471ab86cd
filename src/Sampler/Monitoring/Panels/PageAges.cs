namespace Damon.Sampler.Monitoring.Panels;

/// <summary>The ages within which a page was accessed, or that they are not known.</summary>
/// <param name="Within">A bit for each of <see cref="Damon.Model.Idle.IdleScale.AgesS"/>.</param>
/// <param name="Missing">Likewise: ages that no look has told of yet, so that <paramref name="Within"/> is a guess there.</param>
/// <param name="IsUnknown">Whether nothing is known.</param>
internal readonly record struct PageAges(ushort Within, ushort Missing, bool IsUnknown)
{
    /// <summary>Nothing is known.</summary>
    public static PageAges Unknown { get; } = new(0, 0, true);

    /// <summary>Whether it was accessed within an age.</summary>
    public bool IsWithin(int age) => (Within & (1 << age)) != 0;

    /// <summary>Whether a look has told of an age.</summary>
    public bool IsTold(int age) => (Missing & (1 << age)) == 0;

    /// <summary>Those of a page that two processes map: it was accessed when either did so.</summary>
    public PageAges Or(PageAges other)
    {
        var within = (ushort)(Within | other.Within);

        // What was accessed just now by one was so whatever the other did.
        return new PageAges(within, (ushort)(Missing | other.Missing), (IsUnknown || other.IsUnknown) && (within & 1) == 0);
    }
}
