namespace Damon.Sampler.Groups;

/// <summary>Tells the processes of one group, again and again; by one caller at a time.</summary>
internal interface IGroupMembers
{
    /// <summary>Adds the ids of those that belong to it now; kernel threads and the dead may be among them.</summary>
    void AddTo(HashSet<int> pids);
}
