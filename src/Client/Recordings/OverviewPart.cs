using Damon.Client.Addresses;
using Damon.Client.Pictures;

namespace Damon.Client.Recordings;

/// <summary>A new overview to ask the server for.</summary>
/// <param name="Axis">The axis it is binned over.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Grid">Its cells, unknown until they are filled.</param>
public sealed record OverviewPart(AddressAxis Axis, RowMap Rows, CellGrid Grid);
