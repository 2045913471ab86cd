using Damon.Model.Groups;
using Damon.Sampler.Groups;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>A group whose processes a session follows.</summary>
/// <param name="kind">How it is named.</param>
/// <param name="name">Its name.</param>
/// <param name="members">Tells its processes.</param>
internal sealed class FollowedGroup(GroupKind kind, string name, IGroupMembers members)
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _pids = [];
    private GroupStanding _standing;

    /// <summary>How it is named.</summary>
    public GroupKind Kind => kind;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>How it stands, as of the last look. From any thread.</summary>
    public GroupStanding Standing
    {
        get
        {
            lock (_gate)
            {
                return _standing;
            }
        }

        set
        {
            lock (_gate)
            {
                _standing = value;
            }
        }
    }

    /// <summary>The ids of its processes now, valid until the next call; kernel threads and the dead may be among them.</summary>
    public IReadOnlySet<int> Look()
    {
        _pids.Clear();
        members.AddTo(_pids);
        return _pids;
    }
}
