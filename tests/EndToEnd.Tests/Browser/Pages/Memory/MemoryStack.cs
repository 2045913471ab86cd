using Damon.Contracts.Rest;

namespace Damon.EndToEnd.Tests.Browser.Pages.Memory;

/// <summary>What the tests of memory in use look at: a session that runs.</summary>
public sealed class MemoryStack(BrowserFixture browser) : PagesStack(browser)
{
    private Workload? _watched;

    /// <summary>Its target has 96 MiB, of which 24 are hot; it runs as long as the tests do.</summary>
    internal SessionResource Running { get; private set; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Accessed as long as the tests run: just often enough for every check to see it.
        _watched = Run("hot", "96", "32", "24", "3000");
        Running = await Api.StartAsync(new CreateSessionRequest { Name = "Goes on", Targets = [new TargetRequest(_watched.Pid)] });
    }

    public override async ValueTask DisposeAsync()
    {
        _watched?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Another process to monitor; the caller ends it.</summary>
    internal static Workload Another() => Run("hot", "32", "8", "8");

    private static Workload Run(params string[] words) => Workload.RunNamed($"damon-memory-{Environment.ProcessId}", words);
}
