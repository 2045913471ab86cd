using Damon.Model.Addresses;

namespace Damon.Run.Looking.Reports;

/// <summary>A part of the addresses that a picture shows.</summary>
/// <param name="Range">The addresses.</param>
/// <param name="Rows">How many rows they have.</param>
/// <param name="Name">What is mapped there.</param>
internal sealed record PictureBand(AddressRange Range, int Rows, string Name);
