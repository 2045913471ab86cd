using Damon.Run.Processes;

namespace Damon.Run.Tests.Processes;

public sealed class RuntimeFolderTests
{
    [Theory]
    [InlineData(null, "/tmp")]
    [InlineData("", "/tmp")]
    [InlineData("/var/tmp", "/var/tmp")]
    [InlineData("/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789", "/tmp")]
    public void Base_Given_IsShortEnoughForASocket(string? given, string folder) => Assert.Equal(folder, RuntimeFolder.Base(given));

    [Fact]
    public async Task Create_IsPrivateAndGoesAtTheEnd()
    {
        string path;
        using (var folder = await RuntimeFolder.CreateAsync(null))
        {
            path = folder.FullPath;
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(Private, File.GetUnixFileMode(path));
            Assert.Equal(Private, File.GetUnixFileMode(Path.GetDirectoryName(folder.Socket)!));
            Assert.InRange(folder.Socket.Length, 1, 107);
        }

        Assert.False(Directory.Exists(path));
    }
}
