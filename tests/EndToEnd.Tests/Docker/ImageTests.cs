using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Docker;

[Collection(Lanes.Beside)]
public sealed class ImageTests(ContainerFixture containers)
{
    [Fact]
    public async Task ServerImage_EveryStepCarriedOut_HoldsTheServerAndIsNotRoot()
    {
        var (server, _) = await containers.ImagesAsync();

        Assert.True(File.Exists(server.Changes + "/app/Damon.Server.dll"));
        Assert.Equal(BaseImages.ApplicationUid, server.User);
        Assert.Equal(["dotnet", "Damon.Server.dll"], server.EntryPoint);
    }

    [Fact]
    public async Task SamplerImage_EveryStepCarriedOut_HoldsTheSamplerAndLibbpf()
    {
        var (_, sampler) = await containers.ImagesAsync();

        Assert.True(File.Exists(sampler.Changes + "/app/Damon.Sampler.dll"));
        Assert.NotEmpty(Directory.GetFiles(sampler.Changes + "/usr/lib/x86_64-linux-gnu", "libbpf.so.1*"));
    }
}
