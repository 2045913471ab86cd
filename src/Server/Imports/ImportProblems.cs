using Damon.Server.Imports.Formats;
using Damon.Server.Problems;

namespace Damon.Server.Imports;

/// <summary>What stands in the way of an import, as answers.</summary>
internal static class ImportProblems
{
    private const string Nothing = " Nothing is imported.";

    /// <summary>The server is about to end.</summary>
    public static Problem Ending { get; } = Problem.Of(StatusCodes.Status503ServiceUnavailable, "The server is ending." + Nothing + " Try again when it is back.");

    /// <summary>The file is at fault.</summary>
    public static Problem Of(RecordFaultException fault)
        => Problem.Of(StatusCodes.Status400BadRequest, $"The file cannot be imported: {fault.Message}.{Nothing}", "$");

    /// <summary>There is no room for the upload, or it cannot be written.</summary>
    public static Problem NoRoom(Exception cause)
        => Problem.Of(StatusCodes.Status507InsufficientStorage, $"The file cannot be kept beside the history while it is read: {cause.Message.TrimEnd('.')}. Make room on the server's disk, then try again.{Nothing}");

    /// <summary>The history takes nothing.</summary>
    /// <param name="why">A sentence.</param>
    public static Problem NotStored(string why) => Problem.Of(StatusCodes.Status507InsufficientStorage, why + Nothing);
}
