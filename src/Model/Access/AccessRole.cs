namespace Damon.Model.Access;

/// <summary>What a caller may do. Each role may do what those before it may.</summary>
public enum AccessRole
{
    /// <summary>Look at everything that is recorded and monitored.</summary>
    Viewer,

    /// <summary>Also start, change, stop, import and delete sessions, follow pages, and end the sign-ins of others.</summary>
    Operator,
}
