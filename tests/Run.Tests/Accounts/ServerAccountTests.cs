using Damon.Run.Accounts;
using Damon.Run.Machine;

namespace Damon.Run.Tests.Accounts;

public sealed class ServerAccountTests
{
    private static readonly Account Ann = new("61900", "61900", "ann", "/");

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
    public async Task Choose_AccountThatCannotReadTheProgram_IsRootWithoutAnyCapabilityAndSaysSo()
    {
        var error = new StringWriter();

        var account = await ServerAccount.ChooseAsync(new Caller(true, Ann), "", SomeLayout("/nowhere"), new Screen(TextWriter.Null, error));

        Assert.Equal(("", null), (account.Database, account.Account));
        Assert.Equal("setpriv --no-new-privs --inh-caps=-all --bounding-set=-all", string.Join(' ', account.Prefix));
        Assert.StartsWith("The server runs as root, without any capability: user ann cannot read /nowhere ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_AccountBehindSudoThatCanWriteTheDatabase_IsIt()
    {
        using var place = await PlaceAsync();
        var data = place.Folder("data");
        File.SetUnixFileMode(data, ReadableFolder.Everything);
        var output = new StringWriter();

        var account = await ServerAccount.ChooseAsync(new Caller(true, Ann), $"{data}/damon.db", LayoutOf(place), new Screen(output, output));

        Assert.Equal(Ann, account.Account);
        Assert.StartsWith("The server runs as user ann", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "{0}")]
    [InlineData("damon.db", "{0} {0}/damon.db")]
    public async Task Choose_AccountThatCannotWriteTheDatabase_IsRefusedWithTheCommandThatMendsIt(string? file, string paths)
    {
        using var place = await PlaceAsync();
        var data = place.Folder("data");
        if (file is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(data, file), "", TestContext.Current.CancellationToken);
        }

        var choose = () => ServerAccount.ChooseAsync(new Caller(true, Ann), $"{data}/damon.db", LayoutOf(place), new Screen(TextWriter.Null, TextWriter.Null));
        var failure = await Assert.ThrowsAsync<RunFailure>(choose);

        var command = "chown 61900:61900 " + string.Format(null, paths, data);
        Assert.EndsWith("\n  " + command, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Tool.StatusAsync(command.Split(' ')));
        Assert.Equal(Ann, (await choose()).Account);
    }

    private static async Task<ReadableFolder> PlaceAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: nothing can run as another user.");
        var place = new ReadableFolder();
        await File.WriteAllTextAsync(Path.Combine(place.Folder("artifacts/publish/Server"), "Damon.Server.dll"), "", TestContext.Current.CancellationToken);
        return place;
    }

    // Its answer to --list-runtimes does not matter, only that it starts.
    private static Layout LayoutOf(ReadableFolder place) => SomeLayout(place.Root) with { DotNet = Tool.Find("true")! };

    private static Layout SomeLayout(string root) => new(root, "/nowhere/dotnet", "/nowhere/logs");
}
