using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Damon.Model.Access;
using Damon.Server.Security.Files;

namespace Damon.Server.Security.Tokens;

/// <summary>
/// Where a token that was made up is kept, so that the next start uses it again and no browser is signed out. The server keeps
/// one beside its database, the program behind ./run one for its servers; that one compiles this file, too.
/// </summary>
/// <param name="path">The file; its folder must exist before a token is made.</param>
internal sealed partial class TokenFile(string path)
{
    private const int TokenBytes = 32;
    private const int LongestToken = 512;

    /// <summary>A token that nobody can guess.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>What is kept; null where nothing is.</summary>
    /// <exception cref="TokenFileException">Others could know it or have put it there, or it is none.</exception>
    public string? Read()
    {
        try
        {
            if (PrivateFile.Read(path, LongestToken + 1) is not { } bytes)
            {
                return null;
            }

            var text = Encoding.ASCII.GetString(bytes).TrimEnd('\n');
            return text.Length <= LongestToken && TokenRules.IsToken(text) ? text : throw new PrivateFileException("holds no token");
        }
        catch (PrivateFileException fault)
        {
            throw new TokenFileException($"The kept token is not used: its file {path} {fault.Message}.");
        }
    }

    /// <summary>What is kept, or else a new one that is kept from now on.</summary>
    /// <returns>The token, and as a sentence why it takes the place of one that was there; null when it does not.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written.</exception>
    public (string Token, string? Remark) ReadOrMake()
    {
        string? remark = null;
        try
        {
            if (Read() is { } kept)
            {
                return (kept, null);
            }
        }
        catch (TokenFileException fault)
        {
            remark = $"{fault.Message} A new token takes its place: whoever was signed in must open the new address.";
        }

        return (Write(NewToken(), remark is not null), remark);
    }

    // Written beside it and put in its place: nobody ever reads a part of it, and of two that start at once both use the first one's.
    private string Write(string token, bool replaces)
    {
        var draft = PrivateFile.WriteDraft(path, Encoding.ASCII.GetBytes(token + "\n"));
        try
        {
            if (replaces)
            {
                File.Move(draft, path, overwrite: true);
                return token;
            }

            // A link is made or is there already, in one step; File.Move looks first and moves then.
            if (Link(draft, path) != 0)
            {
                throw new IOException($"The token's file {path} cannot be made: {Marshal.GetLastPInvokeErrorMessage()}.");
            }

            File.Delete(draft);
            return token;
        }
        catch (IOException) when (!replaces && File.Exists(path))
        {
            File.Delete(draft);
            return Read() ?? throw new IOException($"The token's file {path} comes and goes.");
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string from, string to);
}
