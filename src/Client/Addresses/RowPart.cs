using Damon.Model.Addresses;

namespace Damon.Client.Addresses;

/// <summary>Neighbouring rows of one band: equal steps through one range of addresses.</summary>
/// <param name="FirstRow">Lowest row.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Range">Addresses from the first row's start to the last row's end.</param>
public readonly record struct RowPart(int FirstRow, int Rows, AddressRange Range);
