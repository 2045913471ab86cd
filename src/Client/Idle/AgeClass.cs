namespace Damon.Client.Idle;

/// <summary>Some of the groups by which idle memory is told apart, drawn as one.</summary>
/// <param name="Index">Its place among all, the youngest first.</param>
/// <param name="FirstGroup">First group.</param>
/// <param name="LastGroup">Last group.</param>
/// <param name="FromS">Not accessed for at least this long, seconds.</param>
/// <param name="ToS">Accessed less than this long ago, seconds; null for the oldest, which may also not have been accessed since the start.</param>
/// <param name="Text">In words.</param>
/// <param name="Colour">CSS colour.</param>
public sealed record AgeClass(int Index, int FirstGroup, int LastGroup, int FromS, int? ToS, string Text, string Colour)
{
    /// <summary>What of some groups' bytes belongs to it.</summary>
    /// <param name="groups">Bytes by group.</param>
    public long Of(IReadOnlyList<long> groups)
    {
        var sum = 0L;
        for (var i = FirstGroup; i <= LastGroup && i < groups.Count; i++)
        {
            sum += groups[i];
        }

        return sum;
    }

    /// <summary>Standard error of that, as if the groups were independent: it is at most so large.</summary>
    /// <param name="errors">Standard errors by group.</param>
    public double ErrorOf(IReadOnlyList<long> errors)
        => Math.Sqrt(errors.Skip(FirstGroup).Take(LastGroup - FirstGroup + 1).Sum(error => (double)error * error));
}
