using System.Globalization;
using Damon.Contracts.Rest.Areas;
using Damon.Model.Format;

namespace Damon.Client.Sessions;

/// <summary>How a selection was used, in words.</summary>
public static class SelectionWords
{
    /// <summary>The sentence.</summary>
    public static string Of(AreaUse use)
    {
        if (use.Snapshots == 0)
        {
            return "No snapshot has regions there.";
        }

        var count = string.Create(CultureInfo.InvariantCulture, $"{use.Snapshots:N0} {(use.Snapshots == 1 ? "snapshot" : "snapshots")}");
        var rate = use.RatePercent is { } percent ? $"accessed in {Text(percent, Percents.Text)} of samples" : "of its accesses nothing could be observed";
        var touched = use.TouchedBytes is { } bytes ? $", {Text(bytes, ByteSize.Text)} touched within an interval" : "";
        return $"Over its {count}: {rate}{touched}.";
    }

    private static string Text(Spread spread, Func<double, string> text)
        => spread.Low == spread.High ? text(spread.Mean) : $"{text(spread.Mean)} ({text(spread.Low)} to {text(spread.High)})";
}
