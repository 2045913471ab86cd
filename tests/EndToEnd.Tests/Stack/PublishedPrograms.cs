using Damon.EndToEnd.Tests.Stack;

[assembly: AssemblyFixture(typeof(PublishedPrograms))]

namespace Damon.EndToEnd.Tests.Stack;

/// <summary>Server and sampler as ./run builds them; built once, when something has changed.</summary>
public sealed class PublishedPrograms : IAsyncLifetime
{
    internal static string Server => Repository.PathOf("artifacts/publish/Server/Damon.Server.dll");

    internal static string Sampler => Repository.PathOf("artifacts/publish/Sampler/Damon.Sampler.dll");

    public async ValueTask InitializeAsync() => await Shell.RunAsync(Repository.PathOf("eng/publish"));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
