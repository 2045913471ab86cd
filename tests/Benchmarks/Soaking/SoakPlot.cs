using System.Globalization;
using System.Security;
using System.Text;

namespace Damon.Benchmarks.Soaking;

/// <summary>A picture of figures over time, one above the other, each on a scale from 0 to its most.</summary>
internal static class SoakPlot
{
    private const int Width = 900;
    private const int Left = 230;
    private const int Right = 20;
    private const int Top = 50;
    private const int Height = 80;
    private const int Gap = 18;

    /// <summary>The picture, as SVG.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="all">The figures.</param>
    public static string Of(string title, IReadOnlyList<Series> all)
    {
        var minutes = Math.Max(0.1, all.Max(static one => one.Points[^1].Minute));
        var bottom = Top + (all.Count * (Height + Gap));
        var svg = new StringBuilder();
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {bottom + 30}\" font-family=\"sans-serif\" font-size=\"13\">");
        Add($"<rect width=\"{Width}\" height=\"{bottom + 30}\" fill=\"#fff\"/>");
        Add($"<text x=\"16\" y=\"28\" font-size=\"16\" fill=\"#111\">{SecurityElement.Escape(title)}</text>");
        for (var i = 0; i < all.Count; i++)
        {
            AddSeries(all[i], Top + (i * (Height + Gap)));
        }

        for (var k = 0; k <= 6; k++)
        {
            Add($"<text x=\"{X(minutes * k / 6):0.#}\" y=\"{bottom + 10}\" text-anchor=\"middle\" fill=\"#555\">{minutes * k / 6:0.#} min</text>");
        }

        Add($"</svg>");
        return svg.ToString();

        double X(double minute) => Left + (minute / minutes * (Width - Left - Right));

        void Add(FormattableString text) => svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));

        void AddSeries(Series one, int top)
        {
            var most = Math.Max(1, one.Most);
            var path = string.Join(' ', one.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.Minute):0.#},{top + Height - (point.Value / most * Height):0.#}")));
            Add($"<rect x=\"{Left}\" y=\"{top}\" width=\"{Width - Left - Right}\" height=\"{Height}\" fill=\"#f6f6f6\"/>");
            Add($"<polyline points=\"{path}\" fill=\"none\" stroke=\"#0b62a4\" stroke-width=\"1.5\"/>");
            Add($"<text x=\"16\" y=\"{top + 20}\" fill=\"#111\">{SecurityElement.Escape(one.Name)}</text>");
            Add($"<text x=\"16\" y=\"{top + 40}\" fill=\"#555\">at the end {one.At(1):0.#} {one.Unit}</text>");
            Add($"<text x=\"16\" y=\"{top + 58}\" fill=\"#555\">at most {one.Most:0.#} {one.Unit}</text>");
        }
    }
}
