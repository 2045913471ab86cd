using Damon.Sampler.Configuration;
using Microsoft.Extensions.Configuration;

namespace Damon.Sampler.Tests.Configuration;

public sealed class SamplerSettingsTests
{
    [Theory]
    [InlineData("/run/user/7", "/run/user/7/damon/sampler.sock")]
    [InlineData("", "/run/damon/sampler.sock")]
    [InlineData(null, "/run/damon/sampler.sock")]
    public void Read_Nothing_TakesTheDefaults(string? runtime, string socket)
    {
        var settings = Read([], runtime, out var errors);
        Assert.Empty(errors);
        Assert.Equal(new SamplerSettings { Socket = socket }, settings);
    }

    [Fact]
    public void Read_Everything_IsTaken()
    {
        var settings = Read(
            new()
            {
                ["Damon:Link:Socket"] = "/s",
                ["Damon:Link:BufferedSnapshots"] = "7",
                ["Damon:Link:BufferedMegabytes"] = "8",
                ["Damon:Procfs:Root"] = "/host/proc",
                ["Damon:Sampler:MaxPercent"] = "2.5",
            },
            null,
            out var errors);
        Assert.Empty(errors);
        Assert.Equal(new SamplerSettings { Socket = "/s", BufferedSnapshots = 7, BufferedMegabytes = 8, ProcRoot = "/host/proc", MaxPercent = 2.5 }, settings);
    }

    [Fact]
    public void Read_SeveralFaults_AllAreToldByTheirKeys()
    {
        Read(
            new()
            {
                ["Damon:Link:Socket"] = "here",
                ["Damon:Link:BufferedSnapshots"] = "many",
                ["Damon:Link:BufferedMegabytes"] = "0",
                ["Damon:Procfs:Root"] = "proc",
                ["Damon:Sampler:MaxPercent"] = "101",
            },
            null,
            out var errors);
        Assert.Equal(5, errors.Count);
        Assert.All(
            ["Damon:Link:Socket", "Damon:Link:BufferedSnapshots", "Damon:Link:BufferedMegabytes", "Damon:Procfs:Root", "Damon:Sampler:MaxPercent"],
            key => Assert.Single(errors, error => error.StartsWith(key, StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_SocketPathTooLong_SaysSo()
    {
        Read(new() { ["Damon:Link:Socket"] = "/" + new string('x', 107) }, null, out var errors);
        Assert.Contains("107", Assert.Single(errors));
    }

    private static SamplerSettings Read(Dictionary<string, string?> values, string? runtime, out IReadOnlyList<string> errors)
        => SamplerSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values).Build(),
            name => name == "XDG_RUNTIME_DIR" ? runtime : null,
            out errors);
}
