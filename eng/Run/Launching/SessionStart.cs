using Damon.Contracts.Rest;
using Damon.Model.Secrets;
using Damon.Run.Api;
using Damon.Run.Arguments;
using Damon.Run.Processes;

namespace Damon.Run.Launching;

/// <summary>Starts a session on what the command line asks for.</summary>
internal sealed class SessionStart(RunContext run, DamonApi api)
{
    /// <summary>Starts the workload, if any, and the session; prints the session's address.</summary>
    /// <exception cref="RunFailure">The process cannot be monitored.</exception>
    public async Task StartAsync(MonitorChoice choice, CancellationToken cancellationToken)
    {
        switch (choice)
        {
            case MonitorChoice.Existing existing:
                await MonitorAsync(existing.Pid, null, null, cancellationToken);
                break;
            case MonitorChoice.Demo:
                await MonitorAsync(await Demo.StartAsync(run, cancellationToken), Demo.Name, Demo.Budget, cancellationToken);
                break;
            case MonitorChoice.Command command:
                await MonitorAsync(run.Processes.Start(new GuardedCommand(Part.Workload, command.Words)), NameOf(command.Words), null, cancellationToken);
                break;
        }
    }

    /// <summary>A session's name for the command <paramref name="words"/>: one line, without what looks like a secret.</summary>
    public static string NameOf(IReadOnlyList<string> words) =>
        string.Concat(string.Join(' ', SecretMask.Of(words)).Select(character => char.IsControl(character) ? ' ' : character));

    private async Task MonitorAsync(GuardedProcess workload, string name, BudgetRequest? budget, CancellationToken cancellationToken)
    {
        var pid = await new WorkloadPid(run.Time).WaitAsync(workload.PidFile, () => workload.Runs, cancellationToken)
            ?? throw new RunFailure(RunFailure.Failed, "The workload ended before it could be monitored.");
        await MonitorAsync(pid, name, budget, cancellationToken);
    }

    private async Task MonitorAsync(int pid, string? name, BudgetRequest? budget, CancellationToken cancellationToken)
    {
        var id = await api.StartSessionAsync(pid, name, budget, cancellationToken);
        run.Screen.Say($"Watch process {pid} live: {run.Settings.AddressOf($"/sessions/{id}")}");
    }
}
