namespace Damon.EndToEnd.Tests.Docker;

/// <summary>
/// The part of YAML that the compose file keeps to: nested maps by indentation, lists of plain values, comments. Keys
/// are paths: <c>services.server.ports</c>.
/// </summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<string, List<string>> _values = [];

    public ComposeFile(IEnumerable<string> lines)
    {
        var path = new List<(int Indent, string Key)>();
        foreach (var line in lines.Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#'))
        {
            var indent = line.Length - line.TrimStart().Length;
            var text = line.Trim();
            if (text.StartsWith("- ", StringComparison.Ordinal))
            {
                Add(path, text[2..]);
                continue;
            }

            path.RemoveAll(entry => entry.Indent >= indent);
            var parts = text.Split(':', 2);
            path.Add((indent, parts[0]));
            Add(path, parts[1].Trim());
        }
    }

    /// <summary>The list, or the one value, at <paramref name="path"/>; empty when nothing is there.</summary>
    public IReadOnlyList<string> this[string path] => _values.GetValueOrDefault(path, []);

    /// <summary>The map at <paramref name="path"/>.</summary>
    public IEnumerable<(string Key, string Value)> Map(string path) =>
        from pair in _values
        where pair.Key.StartsWith(path + ".", StringComparison.Ordinal) && pair.Value.Count == 1
        select (pair.Key[(path.Length + 1)..], pair.Value[0]);

    private void Add(List<(int Indent, string Key)> path, string value)
    {
        var key = string.Join('.', path.Select(entry => entry.Key));
        if (!_values.TryGetValue(key, out var list))
        {
            _values[key] = list = [];
        }

        if (value.Length > 0)
        {
            list.Add(value.Trim('"'));
        }
    }
}
