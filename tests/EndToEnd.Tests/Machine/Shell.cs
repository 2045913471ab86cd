using CliWrap;
using CliWrap.Buffered;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>Programs run to their end.</summary>
internal static class Shell
{
    /// <summary>Runs it, and fails the test with its output when it fails.</summary>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        var result = await TryAsync(file, arguments);
        Assert.True(result.IsSuccess,
            $"{file} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    public static Task<BufferedCommandResult> TryAsync(string file, params string[] arguments) =>
        Cli.Wrap(file).WithArguments(arguments).WithWorkingDirectory(Repository.Root)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken).Task;
}
