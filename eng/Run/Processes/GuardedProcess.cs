using System.Diagnostics;

namespace Damon.Run.Processes;

/// <summary>A running <see cref="GuardedCommand"/>: eng/guarded ends it when our end of its pipe closes, however we end.</summary>
internal sealed class GuardedProcess
{
    private const string PidFileVariable = "GUARD_PID_FILE";
    private const string FolderVariable = "GUARD_FOLDER";

    private readonly Process _guard;

    private GuardedProcess(string part, Process guard, string pidFile)
    {
        Part = part;
        PidFile = pidFile;
        _guard = guard;
        Completion = CompleteAsync(guard);
    }

    /// <summary>What it is in the run.</summary>
    public string Part { get; }

    /// <summary>Where the guard writes the process id; not through sudo, which passes on no variables.</summary>
    public string PidFile { get; }

    /// <summary>Ends with the program, and has its exit status.</summary>
    public Task<int> Completion { get; }

    /// <summary>Whether it has not ended.</summary>
    public bool Runs => !_guard.HasExited;

    /// <summary>Starts <paramref name="command"/> behind <paramref name="guard"/>, with its process id in <paramref name="folder"/>.</summary>
    public static GuardedProcess Start(GuardedCommand command, string guard, string folder)
    {
        string[] guarded = [.. command.GuardPrefix, guard, .. command.Words];
        // The shell opens the log, so that it is written also when this process is gone, and becomes the guard.
        string[] words = command.Log is null ? guarded : ["sh", "-c", "exec \"$@\" >\"$0\" 2>&1", command.Log, .. guarded];
        var pidFile = Path.Combine(folder, $"{command.Part}.pid");
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardInput = true };
        start.Environment[PidFileVariable] = pidFile;
        start.Environment[FolderVariable] = command.RemovesFolder ? folder : "";
        foreach (var (name, value) in command.Variables)
        {
            start.Environment[name] = value;
        }

        return new GuardedProcess(command.Part, Process.Start(start)!, pidFile);
    }

    /// <summary>Asks it to end and waits for that; its exit status.</summary>
    public Task<int> StopAsync()
    {
        _guard.StandardInput.Close();
        return Completion;
    }

    private static async Task<int> CompleteAsync(Process guard)
    {
        await guard.WaitForExitAsync();
        return guard.ExitCode;
    }
}
