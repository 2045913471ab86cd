using System.Text.RegularExpressions;

namespace Damon.EndToEnd.Tests.Packages;

/// <summary>
/// The installed sampler among the processes of the host. Page tables are found by the host's process ids, which a machine
/// with ids of its own does not know; so here the unit's user, capabilities, network and filter are given by hand, as systemd
/// tells them.
/// </summary>
internal static partial class SamplerOfHost
{
    private const string Unit = "damon-sampler";

    public static async Task<RunningProgram> StartAsync(SystemdMachine machine, TemporaryFolder folder)
    {
        var filter = folder.PathOf("filtered");
        await Shell.RunAsync("gcc", "-O1", "-Wall", "-Werror", "-o", filter, Repository.PathOf("tests/fixtures/filtered/filtered.c"), "-l:libseccomp.so.2");
        var unit = await machine.PropertiesAsync(Unit);
        Assert.Equal("yes", unit["PrivateNetwork"]);
        var groups = string.Join(',', [unit["Group"], .. unit["SupplementaryGroups"].Split(' ')]);
        return machine.StartWithProcessesOfHost(["--net"],
        [
            "env", .. unit["Environment"].Split(' '),
            "setpriv", "--no-new-privs", "--reuid", unit["User"], "--regid", unit["Group"], "--groups", groups,
            "--inh-caps", Capabilities(unit["AmbientCapabilities"]), "--ambient-caps", Capabilities(unit["AmbientCapabilities"]),
            "--bounding-set", Capabilities(unit["CapabilityBoundingSet"]),
            machine.Put(filter), unit["SystemCallFilter"], Program().Match(unit["ExecStart"]).Groups[1].Value,
        ]);
    }

    private static string Capabilities(string names) => "-all" + string.Concat(names.Split(' ').Select(name => ",+" + name["cap_".Length..]));

    [GeneratedRegex(@"path=(\S+)")]
    private static partial Regex Program();
}
