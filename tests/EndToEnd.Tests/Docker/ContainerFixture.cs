using Damon.EndToEnd.Tests.Docker;

[assembly: AssemblyFixture(typeof(ContainerFixture))]

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Both images, built once by an engine for all tests that look at them.</summary>
public sealed class ContainerFixture : IAsyncDisposable
{
    /// <summary>Name of the server's image.</summary>
    internal const string Server = "localhost/damon-server";

    /// <summary>Name of the sampler's image.</summary>
    internal const string Sampler = "localhost/damon-sampler";

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<Podman>> _engine;

    public ContainerFixture()
    {
        Bases = new BaseImages(_folder.Path);
        _engine = new(BuildAsync);
    }

    internal BaseImages Bases { get; }

    /// <summary>The engine that has the images; builds them at the first call, and skips the test where that needs more than this machine allows.</summary>
    internal Task<Podman> EngineAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Building images needs root.");
        return _engine.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine.IsValueCreated && _engine.Value.IsCompletedSuccessfully)
        {
            await (await _engine.Value).DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<Podman> BuildAsync()
    {
        var engine = await Podman.CreateAsync(_folder.Folder("engine"));
        await Bases.ImportAsync(engine);
        foreach (var image in new[] { Server, Sampler })
        {
            var file = $"docker/Dockerfile.{image.Split('-')[1]}";
            // The packages' cache stands in for a build cache: a step must not depend on how fast a package source is.
            var cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");
            string[] cached = Directory.Exists(cache) ? [$"--volume={cache}:/root/.nuget/packages"] : [];
            await engine.RunAsync(["build", "--isolation", "chroot", "--pull=never", "--ignorefile", file + ".dockerignore",
                BaseImages.DotnetVolume, .. cached, "--file", file, "--tag", image, Repository.Root]);
        }

        return engine;
    }
}
