using Damon.Run.Looking.Terminal;

namespace Damon.Run.Looking.Top;

/// <summary>What a person has chosen to see.</summary>
/// <param name="Order">By what the lines are sorted.</param>
/// <param name="ByProcess">Whether lines are processes, where there are several; else mappings.</param>
/// <param name="Session">Index of the session, of those that are looked at.</param>
internal sealed record TopView(UseOrder Order, bool ByProcess, int Session)
{
    /// <summary>At first.</summary>
    public static TopView First { get; } = new(UseOrder.Holds, ByProcess: true, 0);

    /// <summary>What is to be seen after a key; null when the key ends it all.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sessions">How many sessions are looked at.</param>
    public TopView? After(ConsoleKeyInfo key, int sessions) => char.ToLowerInvariant(key.KeyChar) switch
    {
        'q' or '\u0003' => null,
        'h' => this with { Order = UseOrder.Holds },
        'n' => this with { Order = UseOrder.Needs },
        'i' => this with { Order = UseOrder.Idle },
        'a' => this with { Order = UseOrder.Name },
        's' => this with { Order = (UseOrder)(((int)Order + 1) % Enum.GetValues<UseOrder>().Length) },
        'm' => this with { ByProcess = !ByProcess },
        '\t' => this with { Session = (Session + 1) % sessions },
        _ => this,
    };
}
