namespace Damon.Run.Looking.Reports;

/// <summary>Access rates over time and addresses.</summary>
/// <param name="Target">Index of the target.</param>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, Unix microseconds.</param>
/// <param name="Columns">Steps of time.</param>
/// <param name="Bands">Parts of the addresses, from low to high.</param>
/// <param name="Unit">What a cell means.</param>
internal sealed record ReportHeatmap(
    int Target, long FromUs, long ToUs, int Columns, IReadOnlyList<ReportBand> Bands, string Unit = "percentOfSamples");
