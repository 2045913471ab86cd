using System.Globalization;
using Damon.Contracts.Json;

namespace Damon.Client.Views;

/// <summary>A selected part of a picture: times and addresses, half-open.</summary>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, Unix microseconds.</param>
/// <param name="Low">Lowest address.</param>
/// <param name="High">One past the highest address.</param>
public sealed record SelectedArea(long FromUs, long ToUs, ulong Low, ulong High)
{
    /// <summary>Reads what <see cref="ToString"/> writes; null when it is not that, or empty.</summary>
    public static SelectedArea? Parse(string? text)
        => text?.Split('~') is [var from, var to, var low, var high]
            && long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var fromUs)
            && long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var toUs)
            && HexAddressConverter.TryParse(low, out var start)
            && HexAddressConverter.TryParse(high, out var end)
            && fromUs < toUs && start < end
            ? new SelectedArea(fromUs, toUs, start, end)
            : null;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{FromUs}~{ToUs}~{HexAddressConverter.Format(Low)}~{HexAddressConverter.Format(High)}");
}
