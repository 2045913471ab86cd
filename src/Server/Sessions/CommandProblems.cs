using Damon.Contracts.Link;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>What a sampler's answer means in HTTP.</summary>
internal static class CommandProblems
{
    /// <summary>Null when all went well.</summary>
    public static Problem? Of(CommandAnswer answer)
    {
        if (answer.Code == CommandCode.Ok)
        {
            return null;
        }

        var status = answer.Code switch
        {
            CommandCode.Busy or CommandCode.NotRunning => StatusCodes.Status409Conflict,
            CommandCode.InvalidArgument => StatusCodes.Status400BadRequest,
            CommandCode.NoSuchProcess or CommandCode.NotOpen => StatusCodes.Status404NotFound,
            CommandCode.Forbidden => StatusCodes.Status403Forbidden,
            CommandCode.Unavailable => StatusCodes.Status422UnprocessableEntity,
            CommandCode.NotImplemented => StatusCodes.Status501NotImplemented,
            _ => StatusCodes.Status502BadGateway,
        };
        return Problem.Of(status, answer.Message ?? $"The sampler refused: {answer.Code}.", answer.Field);
    }
}
