using Damon.EndToEnd.Tests.Stack;

[assembly: AssemblyFixture(typeof(PublishedPrograms))]
// Much of them is waiting: two at a time. Those that share a stack of programs are one collection and come one after the other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>Server and sampler as ./run builds them; built once, when something has changed.</summary>
public sealed class PublishedPrograms : IAsyncLifetime
{
    internal static string Server => Repository.PathOf("artifacts/publish/Server/Damon.Server.dll");

    internal static string Sampler => Repository.PathOf("artifacts/publish/Sampler/Damon.Sampler.dll");

    public async ValueTask InitializeAsync() => await Shell.RunAsync(Repository.PathOf("eng/publish"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
