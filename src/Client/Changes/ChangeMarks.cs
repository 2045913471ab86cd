using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Changes;

/// <summary>Puts changes on a time axis.</summary>
public static class ChangeMarks
{
    /// <summary>The marks of a span, so few that they stand apart.</summary>
    /// <param name="changes">In order of time.</param>
    /// <param name="fromUs">Left edge, Unix microseconds.</param>
    /// <param name="toUs">Right edge.</param>
    /// <param name="most">Marks that the axis has room for, at least 1.</param>
    public static IReadOnlyList<ChangeMark> Of(IReadOnlyList<Change> changes, double fromUs, double toUs, int most)
    {
        var marks = new List<ChangeMark>();
        var group = new List<Change>();
        foreach (var change in changes.Where(change => change.Us >= fromUs && change.Us < toUs))
        {
            if (group.Count > 0 && Share(change) - Share(group[0]) >= 1.0 / most)
            {
                End();
            }

            group.Add(change);
        }

        End();
        return marks;

        double Share(Change change) => (change.Us - fromUs) / (toUs - fromUs);

        void End()
        {
            if (group.Count > 0)
            {
                marks.Add(new ChangeMark(Share(group[0]), [.. group]));
                group.Clear();
            }
        }
    }
}
