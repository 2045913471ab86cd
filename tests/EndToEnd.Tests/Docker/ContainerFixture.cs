using Damon.EndToEnd.Tests.Docker;

[assembly: AssemblyFixture(typeof(ContainerFixture))]

namespace Damon.EndToEnd.Tests.Docker;

/// <summary>Both images, made once for all tests that look at them.</summary>
public sealed class ContainerFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Task<(ImageStage Server, ImageStage Sampler)>> _images;

    public ContainerFixture()
    {
        Bases = new BaseImages(_folder.Path);
        _images = new(BuildAsync);
    }

    internal BaseImages Bases { get; }

    /// <summary>Makes the images at the first call; skips the test where that needs more than this machine allows.</summary>
    internal Task<(ImageStage Server, ImageStage Sampler)> ImagesAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Making images in folders needs root.");
        return _images.Value;
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(ImageStage Server, ImageStage Sampler)> BuildAsync() =>
        (await BuildAsync("server"), await BuildAsync("sampler"));

    private Task<ImageStage> BuildAsync(string name) =>
        new ImageBuild(_folder.Folder(name), Repository.Root, Bases).RunAsync(Repository.PathOf($"docker/Dockerfile.{name}"));
}
