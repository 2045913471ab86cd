using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Model.Changes;

/// <summary>Neighbouring mappings that are one thing to a reader: the parts of a library, or anonymous memory without a hole.</summary>
/// <param name="Range">From the first byte of the first to the end of the last.</param>
/// <param name="Bytes">Bytes mapped and accessible in it.</param>
/// <param name="Name">What it is called; empty when it has no name.</param>
/// <param name="Kind">What backs it.</param>
public sealed record MappedRun(AddressRange Range, ulong Bytes, string Name, MappingKind Kind)
{
    /// <summary>The runs of a process's mappings, in address order.</summary>
    /// <remarks>
    /// Permissions divide anonymous memory at any time, and the kernel joins and splits it as it likes: only where it begins
    /// and ends is a change of the memory.
    /// </remarks>
    /// <param name="parts">The mappings, in address order.</param>
    public static IReadOnlyList<MappedRun> Of(IEnumerable<MappedPart> parts)
    {
        var runs = new List<MappedRun>();
        foreach (var part in parts)
        {
            if (!part.IsAccessible || part.Range.Size == 0)
            {
                continue;
            }

            if (runs.Count > 0 && Continues(runs[^1], part))
            {
                runs[^1] = runs[^1] with { Range = runs[^1].Range with { End = part.Range.End }, Bytes = runs[^1].Bytes + part.Range.Size };
            }
            else
            {
                runs.Add(new MappedRun(part.Range, part.Range.Size, part.Name, part.Kind));
            }
        }

        return runs;
    }

    private static bool Continues(MappedRun run, MappedPart part) => part.Name.Length == 0
        ? run.Name.Length == 0 && run.Kind == part.Kind && run.Range.End == part.Range.Start
        : MappingJoining.Joins(run.Name, run.Kind, part.Name, part.Kind, part.Range.Start - run.Range.End);
}
