using System.Globalization;
using System.Text;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Procfs;

/// <summary>Reads <c>/proc/pressure/memory</c> (Linux 4.20, CONFIG_PSI).</summary>
/// <param name="procRoot">Where procfs is mounted.</param>
internal sealed class MemoryPressure(string procRoot) : IMemoryPressure
{
    private const string Line = "some avg10=";

    private readonly string _path = Path.Combine(procRoot, "pressure", "memory");
    private bool _isMissing;

    /// <inheritdoc/>
    public double? SomePercent()
    {
        if (_isMissing)
        {
            return null;
        }

        if (!ProcFile.TryRead(_path, out var text))
        {
            _isMissing = true;
            return null;
        }

        return Parse(Encoding.ASCII.GetString(text));
    }

    /// <summary>The value of the line "some avg10=1.23 …"; null when it is not there.</summary>
    public static double? Parse(string text)
    {
        var at = text.IndexOf(Line, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var rest = text.AsSpan(at + Line.Length);
        var end = rest.IndexOf(' ');
        return double.TryParse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture, out var percent) ? percent : null;
    }
}
