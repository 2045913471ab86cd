using System.Globalization;

namespace Damon.Benchmarks;

/// <summary>Prints rows as they come, as a Markdown table.</summary>
internal sealed class Table
{
    private readonly int[] _widths;

    public Table(params string[] heads)
    {
        _widths = [.. heads.Select(head => Math.Max(head.Length, 8))];
        Print(heads);
        Console.WriteLine("|" + string.Concat(_widths.Select(width => new string('-', width + 2) + "|")));
    }

    public void Row(params object[] cells)
        => Print([.. cells.Select(cell => cell switch
        {
            double number => number.ToString(Math.Abs(number) < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString() ?? "",
        })]);

    private void Print(string[] cells)
    {
        Console.WriteLine("| " + string.Join(" | ", cells.Select((cell, i) => i == 0 ? cell.PadRight(_widths[i]) : cell.PadLeft(_widths[i]))) + " |");
        Console.Out.Flush();
    }
}
