using Damon.Run.Accounts;
using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Run.Settings;

namespace Damon.Run.Launching;

/// <summary>What the steps of one run share.</summary>
/// <param name="Screen">The terminal.</param>
/// <param name="Layout">Where things are.</param>
/// <param name="Settings">Address, token and places.</param>
/// <param name="Caller">Who has started it.</param>
/// <param name="Time">The clock.</param>
/// <param name="Processes">What runs.</param>
internal sealed record RunContext(Screen Screen, Layout Layout, RunSettings Settings, Caller Caller, TimeProvider Time, RunProcesses Processes)
{
    /// <summary>The log of <paramref name="name"/>.</summary>
    public string LogOf(string name) => Layout.LogOf(name, Settings.Address.Port);
}
