using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Server.Advising;

/// <summary>
/// What was present at each of some looks. A page that has come since the first one has been touched since, whatever is told
/// of it: it is followed only from then on.
/// </summary>
/// <param name="looks">Looks at one target, in time order; at least one.</param>
/// <param name="together">Whether several targets are taken together.</param>
internal sealed class HeldMemory(IReadOnlyList<IdleMessage> looks, bool together)
{
    /// <summary>When the first look was, Unix microseconds.</summary>
    public long SinceUs => looks[0].AtUs;

    /// <summary>The least that was present in a range at any look, bytes; of mappings that lie there in part, all.</summary>
    public double Bytes(AddressRange range) => looks.Min(look => look.ToPanel(together)
        .Where(piece => piece.Range.Start < range.End && range.Start < piece.Range.End)
        .Sum(static piece => piece.Bytes(piece.Present)));
}
