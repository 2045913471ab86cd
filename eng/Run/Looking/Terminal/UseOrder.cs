namespace Damon.Run.Looking.Terminal;

/// <summary>By what the lines of a table are sorted.</summary>
internal enum UseOrder
{
    /// <summary>What is resident, most first.</summary>
    Holds,

    /// <summary>What is needed, most first.</summary>
    Needs,

    /// <summary>What is idle, most first.</summary>
    Idle,

    /// <summary>The name.</summary>
    Name,
}
