using Damon.Run.Looking.Figures;

namespace Damon.Run.Looking.Terminal;

/// <summary>One line of a table of memory.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Place">Where it is; empty where that says nothing.</param>
/// <param name="Use">Its memory.</param>
internal sealed record UseLine(string Name, string Place, MemoryUse Use);
