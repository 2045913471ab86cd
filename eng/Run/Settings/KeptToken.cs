using Damon.Run.Machine;
using Damon.Run.Processes;
using Damon.Server.Security.Tokens;

namespace Damon.Run.Settings;

/// <summary>The token of the servers that this user starts, where nobody has given one: the same at every start.</summary>
internal sealed class KeptToken(Layout layout, Screen screen)
{
    private TokenFile Kept => new(layout.Token);

    /// <summary>The one that is kept, or a new one; says why one that was there is not used any more.</summary>
    /// <exception cref="RunFailure">It cannot be kept.</exception>
    public string ReadOrMake()
    {
        RuntimeFolder.MakePrivate(layout.Logs);
        try
        {
            var (token, remark) = Kept.ReadOrMake();
            if (remark is not null)
            {
                screen.Complain(remark);
            }

            return token;
        }
        catch (TokenFileException fault)
        {
            throw new RunFailure(RunFailure.Failed, fault.Message);
        }
    }

    /// <summary>The one that is kept; empty where there is none, or none to be trusted, which is said.</summary>
    public string Read()
    {
        try
        {
            return Kept.Read() ?? "";
        }
        catch (TokenFileException fault)
        {
            screen.Complain(fault.Message);
            return "";
        }
    }
}
