using Damon.Server.Configuration;

namespace Damon.Server.Integrity;

/// <summary>Instead of serving: <c>backup FILE</c> and <c>check-database</c>, with the server's settings behind them.</summary>
internal static class FileCommand
{
    private const int Failed = 1;
    private const int WrongArguments = 2;

    // Further faults of a file that is damaged say no more.
    private const int MostTold = 20;

    /// <summary>Does what the first word asks for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="open">Opens the history of some settings.</param>
    /// <returns>The exit status; null when it is no such command.</returns>
    /// <exception cref="SettingsException">A setting cannot be used.</exception>
    public static int? Run(string[] arguments, Func<DamonSettings, IHistoryFile> open) => arguments switch
    {
        ["backup", var file, .. var settings] when !file.StartsWith("--", StringComparison.Ordinal) => Backup(open(Read(settings)), file),
        ["backup", ..] => Complain(WrongArguments, "Say where the backup goes: backup FILE."),
        ["check-database", .. var settings] => Check(open(Read(settings))),
        _ => null,
    };

    private static int Backup(IHistoryFile history, string file)
    {
        try
        {
            var bytes = history.Backup(Path.GetFullPath(file));
            Console.Out.WriteLine($"Everything recorded until now is in {file}, {bytes / 1_048_576.0:0.0} MiB.");
            return 0;
        }
        catch (IOException e)
        {
            return Complain(Failed, e.Message);
        }
    }

    private static int Check(IHistoryFile history)
    {
        var (pieces, faults) = (0, 0);
        try
        {
            foreach (var fault in history.Check(structure: true))
            {
                pieces++;
                if (fault is not null && faults++ < MostTold)
                {
                    Console.Out.WriteLine(fault.SessionId is { } id ? $"Session {id}: {fault.Sentence}" : fault.Sentence);
                }
            }
        }
        catch (IOException e)
        {
            return Complain(Failed, e.Message);
        }

        Console.Out.WriteLine(faults == 0 ? $"The database is sound: {pieces} pieces were read." : $"{faults} of {pieces} pieces are damaged. The others can be read; a backup has what was lost.");
        return faults == 0 ? 0 : Failed;
    }

    private static DamonSettings Read(string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().AddCommandLine(settings).Build();
        return new SettingsReader(configuration, Environment.GetEnvironmentVariable, NativeMethods.geteuid(), NativeMethods.UidOf).Read();
    }

    private static int Complain(int status, string sentence)
    {
        Console.Error.WriteLine(sentence);
        return status;
    }
}
