using Damon.Sampler.Procfs;

namespace Damon.Sampler.Tests.Procfs;

public sealed class ContainerNameTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("0::/system.slice/docker-" + Id + ".scope\n", "docker 0123456789ab")]
    [InlineData("12:memory:/docker/" + Id + "\n0::/\n", "docker 0123456789ab")]
    [InlineData("0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-" + Id + ".scope\n", "containerd 0123456789ab")]
    [InlineData("0::/kubepods.slice/crio-" + Id + ".scope/container\n", "cri-o 0123456789ab")]
    [InlineData("0::/machine.slice/libpod-" + Id + ".scope/container\n", "podman 0123456789ab")]
    [InlineData("0::/kubepods/besteffort/pod1/" + Id + "\n", "container 0123456789ab")]
    [InlineData("0::/lxc.payload.web/system.slice\n", "lxc web")]
    [InlineData("0::/lxc/web\n", "lxc web")]
    [InlineData("0::/machine.slice/machine-debian.scope/payload\n", "nspawn debian")]
    public void Of_AGroupOfAContainer_IsRuntimeAndName(string groups, string name) => Assert.Equal(name, ContainerName.Of(groups));

    [Theory]
    [InlineData("")]
    [InlineData("0::/\n")]
    [InlineData("0::/user.slice/user-1000.slice/session-3.scope\n")]
    [InlineData("0::/system.slice/docker.service\n")]
    [InlineData("0::/system.slice/job-0123456789ab.scope\n")]
    public void Of_AnyOtherGroup_IsNone(string groups) => Assert.Null(ContainerName.Of(groups));

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", Id)]
    [InlineData("/system.slice/docker-" + Id + ".scope/init", "0123456789ab")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "0123")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "docker 0123456789ab")]
    [InlineData("/lxc.payload.web/system.slice", "web")]
    [InlineData("/lxc.payload.web", "lxc web")]
    public void IsIn_TheContainerByIdOrName_IsTrue(string path, string wanted) => Assert.True(ContainerName.IsIn(path, wanted));

    [Theory]
    [InlineData("/system.slice/docker-" + Id + ".scope", "012")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "123456789ab")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "podman 0123456789ab")]
    [InlineData("/system.slice/docker-" + Id + ".scope", "docker")]
    [InlineData("/lxc.payload.web", "we")]
    [InlineData("/system.slice", "web")]
    public void IsIn_AnyOther_IsFalse(string path, string wanted) => Assert.False(ContainerName.IsIn(path, wanted));
}
