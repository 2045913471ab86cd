using Damon.Model.Addresses;

namespace Damon.Client.Hover;

/// <summary>What one of two compared pictures has under the pointer.</summary>
/// <param name="Name">Which of the two.</param>
/// <param name="Percent">Access rate in percent of samples; null when unknown.</param>
/// <param name="Range">Addresses of the cell; null when it has none there.</param>
/// <param name="Mapping">Name of the mapping; null when there is none.</param>
/// <param name="Unknown">Why nothing is known there; null when something is.</param>
public sealed record HoverSide(string Name, double? Percent, AddressRange? Range, string? Mapping, string? Unknown);
