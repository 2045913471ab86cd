namespace Damon.Server.Integrity;

/// <summary>What the last check has found out about the file as a whole.</summary>
internal sealed class IntegrityReport
{
    private volatile IReadOnlyList<string> _faults = [];

    /// <summary>Damage that concerns no one session, a sentence each.</summary>
    public IReadOnlyList<string> Faults
    {
        get => _faults;
        set => _faults = value;
    }
}
