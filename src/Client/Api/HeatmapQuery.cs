using Damon.Model.Binning;

namespace Damon.Client.Api;

/// <summary>Which bins to ask for. What is null is left to the server: the whole recording, all addresses.</summary>
/// <param name="Session">Session id.</param>
/// <param name="Target">Index of the target.</param>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, Unix microseconds.</param>
/// <param name="Start">Lowest address.</param>
/// <param name="End">One past the highest address.</param>
/// <param name="Columns">Time steps.</param>
/// <param name="Rows">Address steps.</param>
/// <param name="Measure">What cells are to tell.</param>
public sealed record HeatmapQuery(
    string Session, int Target, long? FromUs, long? ToUs, ulong? Start, ulong? End, int Columns, int Rows, CellMeasure Measure = CellMeasure.Rate);
