using System.Text.Json;

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>One instruction of a Dockerfile.</summary>
/// <param name="Keyword">FROM, RUN, COPY … in capitals.</param>
/// <param name="Flags"><c>--from=build</c> as <c>from</c> → <c>build</c>.</param>
/// <param name="Text">What follows the flags.</param>
internal sealed record DockerInstruction(string Keyword, IReadOnlyDictionary<string, string> Flags, string Text)
{
    /// <summary>The words of <see cref="Text"/>; of its JSON form where it has that.</summary>
    public string[] Words => Text.StartsWith('[')
        ? JsonSerializer.Deserialize<string[]>(Text)!
        : Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads a Dockerfile: comments dropped, continued lines joined.</summary>
    public static IReadOnlyList<DockerInstruction> Parse(IEnumerable<string> lines)
    {
        var instructions = new List<DockerInstruction>();
        var pending = "";
        foreach (var line in lines.Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            pending += line.EndsWith('\\') ? line[..^1].TrimEnd() + " " : line;
            if (!line.EndsWith('\\'))
            {
                instructions.Add(ParseOne(pending));
                pending = "";
            }
        }

        return instructions;
    }

    private static DockerInstruction ParseOne(string line)
    {
        var keyword = line.Split(' ')[0];
        var text = line[keyword.Length..].TrimStart();
        var flags = new Dictionary<string, string>();
        while (text.StartsWith("--", StringComparison.Ordinal))
        {
            var flag = text.Split(' ')[0];
            var parts = flag[2..].Split('=', 2);
            flags.Add(parts[0], parts.Length > 1 ? parts[1] : "");
            text = text[flag.Length..].TrimStart();
        }

        return new DockerInstruction(keyword.ToUpperInvariant(), flags, text);
    }
}
