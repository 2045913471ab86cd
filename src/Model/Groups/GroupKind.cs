namespace Damon.Model.Groups;

/// <summary>How a group of processes is named.</summary>
public enum GroupKind
{
    /// <summary>The path of a control group; those below it belong to it.</summary>
    Cgroup,

    /// <summary>A unit of systemd, by its control group.</summary>
    Unit,

    /// <summary>A container, by its id or name.</summary>
    Container,

    /// <summary>A pattern that a process's name or command line matches.</summary>
    Command,
}
