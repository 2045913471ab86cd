using Damon.Run.Accounts;
using Damon.Run.Machine;

namespace Damon.Run.Tests.Accounts;

public sealed class ServerAccountTests
{
    [Fact]
    public async Task Choose_OrdinaryUser_RunsAsItAndSaysNothing()
    {
        var output = new StringWriter();

        var account = await ServerAccount.ChooseAsync(new Caller(false, null), "/d.db", SomeLayout("/nowhere"), new Screen(output, output));

        Assert.Equal(new ServerAccount(null, "/d.db"), account);
        Assert.Empty(account.Prefix);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task Choose_AccountThatCannotReadTheProgram_RunsAsRootAndSaysSo()
    {
        var output = new StringWriter();
        var caller = new Caller(true, new Account("61900", "61900", "ann", "/"));

        var account = await ServerAccount.ChooseAsync(caller, "", SomeLayout("/nowhere"), new Screen(output, output));

        Assert.Equal(new ServerAccount(null, ""), account);
        Assert.StartsWith("The server runs as root: an unprivileged user could not read /nowhere,", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read-only", "root")]
    [InlineData("writable", "user ann")]
    public async Task Choose_AccountBehindSudo_RunsAsItIfItCanWriteTheDatabase(string folder, string whom)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: nothing can run as another user.");
        var output = new StringWriter();
        var caller = new Caller(true, new Account("61900", "61900", "ann", "/"));
        using var place = new ReadableFolder();
        var program = place.Folder("artifacts/publish/Server");
        await File.WriteAllTextAsync(Path.Combine(program, "Damon.Server.dll"), "", TestContext.Current.CancellationToken);
        var data = place.Folder(folder);
        if (folder == "writable")
        {
            File.SetUnixFileMode(data, ReadableFolder.Everything);
        }

        // Its answer to --list-runtimes does not matter, only that it starts.
        var layout = SomeLayout(place.Root) with { DotNet = Tool.Find("true")! };
        var account = await ServerAccount.ChooseAsync(caller, Path.Combine(data, "damon.db"), layout, new Screen(output, output));

        Assert.Equal(folder == "writable", account.Account is not null);
        Assert.StartsWith($"The server runs as {whom}", output.ToString(), StringComparison.Ordinal);
    }

    private static Layout SomeLayout(string root) => new(root, "/nowhere/dotnet", "/nowhere/logs");
}
