using Damon.Client.Colours;

namespace Damon.Client.Charts;

/// <summary>What the browser tells of the plot when drawing begins.</summary>
/// <param name="Theme">Colours of the page.</param>
/// <param name="Size">Its room.</param>
public sealed record ChartAttachment(ChartTheme Theme, ChartSize Size);
