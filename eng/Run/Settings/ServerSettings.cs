using System.Collections;

namespace Damon.Run.Settings;

/// <summary>Looks up settings of the server the way the server will: its options (the last one wins), else the environment.</summary>
internal sealed class ServerSettings
{
    private readonly IReadOnlyList<string> _options;
    private readonly Dictionary<string, string> _environment;

    /// <summary>Settings in <paramref name="options"/> (<c>--Key=value</c> or <c>--Key value</c>) and <paramref name="environment"/> (<c>Key__Part</c>).</summary>
    public ServerSettings(IReadOnlyList<string> options, IDictionary environment)
    {
        _options = options;
        _environment = new(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            _environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }
    }

    /// <summary>The value of <paramref name="key"/>, <c>Damon:Urls</c> for example; null when nobody has set it.</summary>
    public string? Find(string key)
    {
        var value = _environment.GetValueOrDefault(VariableOf(key));
        for (var i = 0; i < _options.Count; i++)
        {
            if (_options[i].StartsWith($"--{key}=", StringComparison.OrdinalIgnoreCase))
            {
                value = _options[i][(key.Length + 3)..];
            }
            else if (_options[i].Equals($"--{key}", StringComparison.OrdinalIgnoreCase))
            {
                value = i + 1 < _options.Count ? _options[i + 1] : "";
            }
        }

        return value;
    }

    /// <summary>The environment variable that sets <paramref name="key"/>.</summary>
    public static string VariableOf(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
