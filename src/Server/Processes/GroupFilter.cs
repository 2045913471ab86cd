using Damon.Model.Groups;
using Damon.Server.Problems;

namespace Damon.Server.Processes;

/// <summary>The one group whose processes are asked for.</summary>
/// <param name="Kind">How it is named.</param>
/// <param name="Name">Its name.</param>
internal sealed record GroupFilter(GroupKind Kind, string Name)
{
    /// <summary>Reads it from a query; null when no group is named, or when what is named has a fault, which is in <paramref name="fields"/> then.</summary>
    public static GroupFilter? Read(QueryFields fields, params ReadOnlySpan<(GroupKind Kind, string? Name)> parameters)
    {
        GroupFilter? found = null;
        foreach (var (kind, name) in parameters)
        {
            if (name is null)
            {
                continue;
            }

            if (found is not null)
            {
                fields.Fault(FieldOf(kind), $"The query names a {FieldOf(found.Kind)}, too; give one of them.");
            }
            else if (GroupRules.FaultOf(kind, name) is { } fault)
            {
                fields.Fault(FieldOf(kind), fault);
            }

            found ??= new GroupFilter(kind, name);
        }

        return found;
    }

    private static string FieldOf(GroupKind kind) => kind.ToString().ToLowerInvariant();
}
