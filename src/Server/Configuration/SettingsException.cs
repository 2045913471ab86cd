namespace Damon.Server.Configuration;

/// <summary>The settings cannot be used; the message holds one line for each fault, each naming its key.</summary>
internal sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception("The settings cannot be used:" + Environment.NewLine + string.Join(Environment.NewLine, faults.Select(fault => "  " + fault)))
{
    /// <summary>Every fault found, in the order of the settings.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
