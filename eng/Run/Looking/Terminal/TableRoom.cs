namespace Damon.Run.Looking.Terminal;

/// <summary>How much can be shown.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Lines.</param>
/// <param name="Unicode">Whether the terminal knows more than ASCII.</param>
internal sealed record TableRoom(int Width, int Height, bool Unicode);
