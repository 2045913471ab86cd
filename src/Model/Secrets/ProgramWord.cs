namespace Damon.Model.Secrets;

/// <summary>A command line without its arguments: no mask knows every program's way to be given a secret.</summary>
public static class ProgramWord
{
    /// <summary>What stands for arguments that are left out.</summary>
    public const string LeftOut = " …";

    /// <summary>The first word of a command line; where there are more, with a sign that they are left out.</summary>
    /// <param name="commandLine">The text.</param>
    public static string Of(string commandLine)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        return commandLine.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end && commandLine[end..] != LeftOut ? commandLine[..end] + LeftOut : commandLine;
    }
}
