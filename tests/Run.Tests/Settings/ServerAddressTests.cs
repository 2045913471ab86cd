using System.Net;
using System.Net.Sockets;
using Damon.Run.Settings;

namespace Damon.Run.Tests.Settings;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5300", "127.0.0.1", 5300)]
    [InlineData("http://127.0.0.1:5300/", "127.0.0.1", 5300)]
    [InlineData("http://localhost:80;http://127.0.0.1:81", "localhost", 80)]
    [InlineData("http://[::1]:5200", "[::1]", 5200)]
    [InlineData("http://0.0.0.0:5200", "127.0.0.1", 5200)]
    [InlineData("http://*:5200", "127.0.0.1", 5200)]
    [InlineData("http://+:5200", "127.0.0.1", 5200)]
    [InlineData("http://[::]:5200", "127.0.0.1", 5200)]
    public void Parse_Url_IsWhereTheServerIsReached(string urls, string host, int port) =>
        Assert.Equal(new ServerAddress(host, port), ServerAddress.Parse(urls));

    [Theory]
    [InlineData("")]
    [InlineData("https://127.0.0.1:5200")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:5200/path")]
    [InlineData("http://127.0.0.1:99999999999")]
    [InlineData("127.0.0.1:5200")]
    public void Parse_AnythingElse_SaysWhatIsNeeded(string urls)
    {
        var failure = Assert.Throws<RunFailure>(() => ServerAddress.Parse(urls));

        Assert.Equal(2, failure.Status);
        Assert.Equal($"Damon:Urls is {urls}; ./run needs http://ADDRESS:PORT.", failure.Message);
    }

    [Theory]
    [InlineData("/", "", "http://127.0.0.1:5200/")]
    [InlineData("/", "abc", "http://127.0.0.1:5200/?token=abc")]
    [InlineData("/sessions/7", "a b&c/ü~._-", "http://127.0.0.1:5200/sessions/7?token=a%20b%26c%2F%C3%BC~._-")]
    public void AddressOf_PathAndToken_IsWhatToOpen(string path, string token, string address) =>
        Assert.Equal(address, new ServerAddress("127.0.0.1", 5200).AddressOf(path, token));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("[::1]", "::1")]
    public async Task RequireFree_SomebodyListens_SaysWhereAndWhatToDo(string host, string address)
    {
        using var listener = Listen(address);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failure = await Assert.ThrowsAsync<RunFailure>(() => new ServerAddress(host, port).RequireFreeAsync());

        Assert.Equal(2, failure.Status);
        Assert.Equal(
            $"Something already listens on {host}:{port}. Stop it, or choose another port: ./run --Damon:Urls=http://127.0.0.1:{port + 1}",
            failure.Message);
    }

    [Fact]
    public async Task RequireFree_NobodyListens_IsFine()
    {
        int port;
        using (var listener = Listen("127.0.0.1"))
        {
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await new ServerAddress("127.0.0.1", port).RequireFreeAsync();
    }

    private static TcpListener Listen(string address)
    {
        Assert.SkipUnless(address != "::1" || Socket.OSSupportsIPv6, "This machine has no IPv6.");
        var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        return listener;
    }
}
