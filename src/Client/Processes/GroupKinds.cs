using Damon.Model.Groups;

namespace Damon.Client.Processes;

/// <summary>Kinds of groups in plain words.</summary>
public static class GroupKinds
{
    /// <summary>Name of one.</summary>
    public static string Text(GroupKind kind) => kind switch
    {
        GroupKind.Cgroup => "control group",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
