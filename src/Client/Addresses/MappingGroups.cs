using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;

namespace Damon.Client.Addresses;

/// <summary>The mappings of a target, joined where a reader takes them for one.</summary>
public sealed class MappingGroups
{
    private readonly int[] _groupOf;

    private MappingGroups(IReadOnlyList<Mapping> mappings, IReadOnlyList<MappingGroup> groups, int[] groupOf)
        => (Mappings, Groups, _groupOf) = (mappings, groups, groupOf);

    /// <summary>No mappings.</summary>
    public static MappingGroups Empty { get; } = new([], [], []);

    /// <summary>The mappings as they were given.</summary>
    public IReadOnlyList<Mapping> Mappings { get; }

    /// <summary>The groups, in address order.</summary>
    public IReadOnlyList<MappingGroup> Groups { get; }

    /// <summary>Joins neighbours of one name and kind; mappings without a name stay apart.</summary>
    /// <param name="mappings">In address order, never overlapping.</param>
    public static MappingGroups Of(IReadOnlyList<Mapping> mappings)
    {
        if (mappings.Count == 0)
        {
            return new MappingGroups(mappings, [], []);
        }

        var groups = new List<MappingGroup>();
        var groupOf = new int[mappings.Count];
        for (var i = 0; i < mappings.Count; i++)
        {
            var mapping = mappings[i];
            if (i > 0 && Joins(mappings[i - 1], mapping))
            {
                var group = groups[^1];
                groups[^1] = group with
                {
                    Range = group.Range with { End = mapping.End },
                    Permissions = group.Permissions.Contains(mapping.Permissions, StringComparison.Ordinal)
                        ? group.Permissions
                        : group.Permissions + " " + mapping.Permissions,
                };
            }
            else
            {
                groups.Add(new MappingGroup(
                    new AddressRange(mapping.Start, mapping.End), MappingNames.Short(mapping), MappingNames.Full(mapping), mapping.Kind, mapping.Permissions));
            }

            groupOf[i] = groups.Count - 1;
        }

        return new MappingGroups(mappings, groups, groupOf);
    }

    /// <summary>Index of the group that a mapping belongs to.</summary>
    /// <param name="mapping">Index of the mapping.</param>
    public int GroupOf(int mapping) => _groupOf[mapping];

    private static bool Joins(Mapping low, Mapping high)
        => MappingJoining.Joins(low.Called, low.Kind, high.Called, high.Kind, high.Start - low.End);
}
