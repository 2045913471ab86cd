using System.Globalization;
using Damon.Contracts.Json;
using Damon.Model.Addresses;

namespace Damon.Client.Tables.Regions;

/// <summary>Says which regions a table holds.</summary>
public static class RegionCaption
{
    /// <summary>The caption.</summary>
    /// <param name="shown">Regions in the table.</param>
    /// <param name="all">Regions of the snapshot.</param>
    /// <param name="atText">The time in words; empty for none.</param>
    /// <param name="range">Addresses asked for; null for all.</param>
    /// <param name="hidden">Regions that are left out because they are unmapped or reserved.</param>
    public static string Of(int shown, int all, string atText, AddressRange? range, int hidden = 0)
    {
        var at = atText.Length > 0 ? " " + atText : "";
        var regions = string.Create(CultureInfo.InvariantCulture, $"{all:N0} {(all == 1 ? "region" : "regions")}");
        var rest = hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {hidden:N0} unmapped or reserved not shown") : "";
        return range is { } wanted
            ? string.Create(CultureInfo.InvariantCulture, $"{shown:N0} of {regions}{at}, in {HexAddressConverter.Format(wanted.Start)}–{HexAddressConverter.Format(wanted.End)}{rest}")
            : $"{regions}{at}, all monitored addresses{rest}";
    }
}
