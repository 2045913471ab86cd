using Damon.EndToEnd.Tests.Stack;

namespace Damon.EndToEnd.Tests.Commands;

/// <summary>What <c>./run</c> does for an ordinary user with sudo: a real one, which only this test sees.</summary>
[Collection(Lanes.Beside)]
public sealed class RunSudoTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_AsAnOrdinaryUserWithSudo_ServerAndSamplerAreThatUserAndEndWithIt()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become another user, and mount a sudo for it.");
        var sudo = Repository.PathOf("artifacts/sudo");
        Assert.SkipUnless(File.Exists($"{sudo}/usr/bin/sudo"), "There is no sudo in artifacts/sudo, where ./test unpacks Debian's package.");
        var port = Ports.Free();
        await using var run = new RunningProgram("unshare", ["--mount", "sh", "-c", await ScriptAsync(sudo), "sh",
            "dotnet", Repository.PathOf("artifacts/publish/Run/Damon.Run.dll"), $"--Damon:Urls=http://127.0.0.1:{port}", $"--Damon:Database={_folder.FolderForAll("data")}/damon.db"]);
        await run.WaitForLineAsync("Damon is ready", TimeSpan.FromMinutes(3));
        var started = Processes.DescendantsOf(run.Pid);

        var server = ThreadRights.Of(Processes.DotNetOf(run.Pid, "Damon.Server.dll"));
        var sampler = ThreadRights.Of(Processes.DotNetOf(run.Pid, "Damon.Sampler.dll"));

        Assert.Equal([Nobody], server.Users);
        Assert.Equal([Nobody], sampler.Users);
        // What bounds it, an ordinary user cannot change; no_new_privs does the same.
        Assert.All(new[] { "Eff", "Prm", "Inh", "Amb" }, set => Assert.Equal(0UL, server.Capabilities(set)));
        Assert.All(new[] { "Eff", "Prm", "Bnd", "Inh", "Amb" }, set => Assert.Equal(ThreadRights.Four, sampler.Capabilities(set)));
        Assert.Equal(("1", "2"), (server.NoNewPrivileges, server.Seccomp));
        Assert.Equal(("1", "2"), (sampler.NoNewPrivileges, sampler.Seccomp));
        Assert.NotEqual(server.Network, sampler.Network);

        run.Signal(Libc.SigKill);
        await Wait.UntilAsync("everything has ended", () => !started.Any(Processes.IsAlive));
    }

    // By overlays in a mount namespace, which ends with the run.
    private async Task<string> ScriptAsync(string sudo)
    {
        var etc = _folder.Folder("etc");
        await Shell.RunAsync("cp", "-a", $"{sudo}/etc/.", etc);
        // In a terminal of its own is the harder case: then what is typed and closed here reaches the guard through sudo.
        await File.WriteAllTextAsync($"{etc}/sudoers", "Defaults use_pty\nnobody ALL=(ALL) NOPASSWD: ALL\n", TestContext.Current.CancellationToken);
        await Shell.RunAsync("chmod", "440", $"{etc}/sudoers");
        return $"""
            set -e
            mount -t overlay overlay -o 'lowerdir={sudo}/usr:/usr' /usr
            mount -t overlay overlay -o 'lowerdir={etc}:/etc' /etc
            mount -t tmpfs tmpfs /run
            exec setpriv --reuid {Nobody} --regid {Nobody} --clear-groups env HOME='{_folder.FolderForAll("home")}' TMPDIR='{_folder.FolderForAll("temporary")}' "$@"
            """;
    }
}
