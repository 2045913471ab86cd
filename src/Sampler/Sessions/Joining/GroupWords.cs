using Damon.Model.Groups;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>Groups in sentences.</summary>
internal static class GroupWords
{
    private const string Remedy = "GET /api/v1/groups lists those that have some.";

    /// <summary>A group within a sentence.</summary>
    public static string Of(GroupKind kind, string name) => kind switch
    {
        GroupKind.Cgroup => $"control group {name}",
        GroupKind.Unit => $"unit {name}",
        GroupKind.Container => $"container {name}",
        _ => $"command {name}",
    };

    /// <summary>That a group has no process, and what to do.</summary>
    public static string NoProcess(GroupKind kind, string name) => kind switch
    {
        GroupKind.Cgroup => $"There is no process in the control group {name}. {Remedy}",
        GroupKind.Unit => $"There is no process of the unit {name}; start it first. {Remedy}",
        GroupKind.Container => $"There is no process of a container {name}; give its id, its beginning from four digits on, or its name as the list of processes shows it. {Remedy}",
        _ => $"There is no process whose name or command line matches {name}; * stands for any text, ? for one character, and case counts. {Remedy}",
    };
}
