using System.Diagnostics;
using Damon.Server.Security.Tokens;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Security.Tokens;

public sealed class TokenFileTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void ReadOrMake_NothingThere_MakesAPrivateOneAndKeepsIt()
    {
        var (token, remark) = Kept.ReadOrMake();

        Assert.Matches("^[0-9a-f]{64}$", token);
        Assert.Null(remark);
        Assert.Equal(Private, File.GetUnixFileMode(Path));
        Assert.Equal((token, null), Kept.ReadOrMake());
        Assert.Equal(token, Kept.Read());
        Assert.Equal([Path], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Read_NothingThere_IsNullAndMakesNothing()
    {
        Assert.Null(Kept.Read());
        Assert.Null(new TokenFile(_directory["none/token"]).Read());
        Assert.Empty(Directory.GetFiles(_directory.Path));
    }

    [Theory]
    [InlineData(0b110_100_000)]
    [InlineData(0b110_000_100)]
    [InlineData(0b110_010_000)]
    [InlineData(0b111_000_000)]
    public void OtherMode_IsNotReadAndReplacedWithASentence(int mode) => Distrusted("a-token-of-before-1", (UnixFileMode)mode, "its mode must be 0600");

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("a token with blanks in it")]
    [InlineData("-----BEGIN A PRIVATE KEY-----\nabcdefghijklmnop")]
    public void OtherContent_IsNotReadAndReplacedWithASentence(string content) => Distrusted(content, Private, "holds no token");

    [Fact]
    public void MoreThanAToken_IsNotRead() => Distrusted(new string('a', 5_000), Private, "holds no token");

    [Fact]
    public void OtherOwner_IsNotReadAndReplacedWithASentence()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: no file can be given to another user.");
        Write("a-token-of-before-1", Private);
        using (var chown = Process.Start("chown", ["61900", Path]))
        {
            chown.WaitForExit();
        }

        Distrusted(null, null, "belongs to another user");
    }

    [Fact]
    public void Folder_InItsPlace_IsRefused()
    {
        Directory.CreateDirectory(Path);

        Assert.Throws<TokenFileException>(() => Kept.Read());
        Assert.ThrowsAny<Exception>(() => Kept.ReadOrMake());
    }

    [Fact]
    public async Task ReadOrMake_ManyAtOnce_AllHaveTheSame()
    {
        var tokens = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Kept.ReadOrMake().Token)));

        Assert.Single(tokens.Distinct());
        Assert.Equal([Path], Directory.GetFiles(_directory.Path));
    }

    private string Path => _directory["token"];

    private TokenFile Kept => new(Path);

    private void Distrusted(string? content, UnixFileMode? mode, string why)
    {
        if (content is not null)
        {
            Write(content, mode!.Value);
        }

        var before = File.ReadAllText(Path);
        var fault = Assert.Throws<TokenFileException>(() => Kept.Read());
        var (token, remark) = Kept.ReadOrMake();

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        Assert.Contains(Path, fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(fault.Message, remark, StringComparison.Ordinal);
        Assert.DoesNotContain(token, before, StringComparison.Ordinal);
        Assert.Equal(Private, File.GetUnixFileMode(Path));
        Assert.Equal((token, null), Kept.ReadOrMake());
    }

    private void Write(string content, UnixFileMode mode)
    {
        File.WriteAllText(Path, content);
        File.SetUnixFileMode(Path, mode);
    }
}
