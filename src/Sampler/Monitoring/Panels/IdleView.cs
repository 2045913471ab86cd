using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>How long one target's memory has not been accessed.</summary>
/// <param name="Target">Number of the target.</param>
/// <param name="AtUs">When it was so, Unix microseconds.</param>
/// <param name="WatchedUs">For how long the target has been watched, microseconds.</param>
/// <param name="ResolutionUs">Time after which each page is looked at anew, microseconds.</param>
/// <param name="Pieces">The mappings of which something is present, in address order.</param>
internal sealed record IdleView(int Target, long AtUs, long WatchedUs, long ResolutionUs, IReadOnlyList<PanelPiece> Pieces);
