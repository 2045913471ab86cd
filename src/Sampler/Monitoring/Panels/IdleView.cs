using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>How long one target's memory has not been accessed.</summary>
/// <param name="Target">Number of the target.</param>
/// <param name="AtUs">When it was so, Unix microseconds; the same for all targets that tell together.</param>
/// <param name="WatchedUs">For how long the target has been watched, microseconds.</param>
/// <param name="ResolutionUs">Time after which each page is looked at anew, microseconds.</param>
/// <param name="Pieces">The mappings of which something is present, in address order.</param>
/// <param name="Together">What of it counts where all targets are taken together, each physical page once; null where that is the same.</param>
internal sealed record IdleView(
    int Target, long AtUs, long WatchedUs, long ResolutionUs, IReadOnlyList<PanelPiece> Pieces, IReadOnlyList<PanelPiece>? Together = null);
