using System.Diagnostics;
using System.Text;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>A program at a terminal of its own, by script(1): what it draws, and keys for it.</summary>
internal sealed class PseudoTerminal : IAsyncDisposable
{
    private readonly Process _script;
    private readonly StringBuilder _drawn = new();
    private readonly Task _reading;

    /// <summary>Starts it.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="variables">Variables it gets beside ours; null takes one away.</param>
    /// <param name="columns">Width of the terminal.</param>
    /// <param name="rows">Height of the terminal.</param>
    public PseudoTerminal(string[] words, IReadOnlyDictionary<string, string?> variables, int columns, int rows)
    {
        var command = $"stty cols {columns} rows {rows}; tty; exec {string.Join(' ', words.Select(Quoted))}";
        var start = new ProcessStartInfo("script", ["-qefc", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["SHELL"] = "/bin/sh";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _script = Process.Start(start)!;
        _reading = ReadAsync();
    }

    public int Pid => _script.Id;

    /// <summary>Everything drawn so far, with its control sequences.</summary>
    public string Drawn
    {
        get
        {
            lock (_drawn)
            {
                return _drawn.ToString();
            }
        }
    }

    /// <summary>The terminal's device.</summary>
    public string Device => Drawn.Split('\n')[0].Trim();

    public async Task PressAsync(string keys)
    {
        await _script.StandardInput.WriteAsync(keys);
        await _script.StandardInput.FlushAsync();
    }

    public Task WaitForAsync(string text, int from = 0) => Wait.UntilAsync($"'{text}' on the terminal", () =>
    {
        var isThere = Drawn.IndexOf(text, Math.Min(from, Drawn.Length), StringComparison.Ordinal) >= 0;
        Assert.True(isThere || !_script.HasExited, $"The program has ended without '{text}':\n{Drawn}");
        return isThere;
    }, TimeSpan.FromMinutes(3));

    public async Task<int> WaitForExitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        await _script.WaitForExitAsync(limit.Token);
        await _reading;
        return _script.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_script.HasExited)
        {
            _script.Kill(entireProcessTree: true);
            await _script.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        _script.Dispose();
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        while (await _script.StandardOutput.ReadAsync(buffer) is var count and > 0)
        {
            lock (_drawn)
            {
                _drawn.Append(buffer, 0, count);
            }
        }
    }
}
