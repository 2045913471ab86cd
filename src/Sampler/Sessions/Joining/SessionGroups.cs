using Damon.Model.Groups;
using Damon.Sampler.Groups;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>The groups of one session, in the order of its order to start.</summary>
internal sealed class SessionGroups(GroupSearch search)
{
    private readonly List<FollowedGroup> _all = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<FollowedGroup> All => _all;

    /// <summary>Whether there is one.</summary>
    public bool Any => _all.Count > 0;

    /// <summary>Adds one, before the first look.</summary>
    public void Add(GroupKind kind, string name) => _all.Add(new FollowedGroup(kind, name, search.Open(kind, name)));

    /// <summary>Looks at what all of them need, before each is asked for its processes.</summary>
    public void Refresh() => search.Refresh();
}
