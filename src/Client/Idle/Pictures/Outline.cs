using System.Globalization;
using System.Text;

namespace Damon.Client.Idle.Pictures;

/// <summary>Builds the outline of an area, as SVG's paths take it.</summary>
internal sealed class Outline
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds an area between two lines over the same places, in picture coordinates.</summary>
    /// <param name="across">The places, rising; at least two.</param>
    /// <param name="lower">The lower line at each.</param>
    /// <param name="upper">The upper line at each.</param>
    public void Add(IReadOnlyList<double> across, IReadOnlyList<double> lower, IReadOnlyList<double> upper)
    {
        // What has no height anywhere would still be stroked.
        if (!Enumerable.Range(0, across.Count).Any(i => Math.Abs(upper[i] - lower[i]) > 0))
        {
            return;
        }

        for (var i = 0; i < across.Count; i++)
        {
            To(i == 0 ? 'M' : 'L', across[i], upper[i]);
        }

        for (var i = across.Count - 1; i >= 0; i--)
        {
            To('L', across[i], lower[i]);
        }

        _text.Append('Z');
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void To(char how, double x, double y) => _text.Append(CultureInfo.InvariantCulture, $"{how}{x:0.#} {y:0.#}");
}
