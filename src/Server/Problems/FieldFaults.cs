namespace Damon.Server.Problems;

/// <summary>Collects the faults of one request, so that a caller sees all at once.</summary>
internal sealed class FieldFaults
{
    private readonly List<(string Field, string Sentence)> _faults = [];

    /// <summary>Whether any was found.</summary>
    public bool Any => _faults.Count > 0;

    /// <summary>Adds one.</summary>
    public void Add(string field, string sentence) => _faults.Add((field, sentence));

    /// <summary>Sentences by field.</summary>
    public IReadOnlyDictionary<string, string[]> ToDictionary()
        => _faults.GroupBy(fault => fault.Field, fault => fault.Sentence).ToDictionary(group => group.Key, group => group.ToArray());
}
