using System.Globalization;
using System.Text;
using Damon.Fuzz.Engine;

namespace Damon.Fuzz.Wire;

/// <summary>
/// Calls of the REST interface as they come through the network: a line with method and path (<c>{id}</c> is a session that
/// runs), lines of headers, an empty line, and the body. A fault is status 500, no answer at all, or an unexpected exception.
/// </summary>
internal sealed class RestTarget : IFuzzTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FuzzServer _server = new();
    private string _session = "";

    public string Name => "rest";

    public string What => "calls of the REST interface: paths, queries, headers, bodies";

    public IReadOnlyList<string> Words { get; } =
    [
        "from=", "to=", "start=", "end=", "columns=", "rows=", "target=", "at=", "limit=", "cursor=", "points=", "by=mapping", "bands=0x1000-0x5000~4", "overviewBands=", "value=idle", "format=damo", "definition=regions",
        "search=", "sampler=", "unit=a", "container=a", "command=*", "cgroup=/", "watched=", "name=", "&", "%00", "%ff", "%F0%9F%92%A9", "+", "0x", "~", ",",
        "2026-01-02T03:04:05Z", "0001-01-01T00:00:00-14:00", "9999-12-31T23:59:59+14:00", "\"pid\":", "\"targets\":[", "\"attributes\":{", "\"minRegions\":", "\"budget\":{", "\"name\":", "\"notes\":", "null", "{", "}", "[", "]", "\"\\ud800\"",
        "Content-Type: application/json\r\n", "Content-Type: application/json; charset=utf-16\r\n", "Content-Type: multipart/form-data; boundary=a\r\n", "--a\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\n", "Accept: application/openmetrics-text\r\n",
        "Accept-Encoding: gzip, br\r\n", "Range: bytes=0-1\r\n", "If-None-Match: *\r\n", "X-HTTP-Method-Override: DELETE\r\n",
    ];

    public int Enough => 600;

    public IEnumerable<byte[]> Seeds => RestCalls.All.Select(Encoding.UTF8.GetBytes);

    public string Read(byte[] input) => ReadAsync(input).GetAwaiter().GetResult();

    public void Dispose() => _server.Dispose();

    private async Task<string> ReadAsync(byte[] input)
    {
        if (_session.Length == 0 || !await _server.RunsAsync(_session))
        {
            _session = await _server.SessionAsync();
        }

        using var patience = new CancellationTokenSource(Patience);
        await using var stream = await _server.ConnectAsync();
        var status = "none";
        try
        {
            await stream.WriteAsync(Request(input), patience.Token);
            using var answer = new MemoryStream();
            await stream.CopyToAsync(answer, patience.Token);
            status = Encoding.Latin1.GetString(answer.ToArray().AsSpan(0, (int)Math.Min(12, answer.Length)));
        }
        catch (IOException)
        {
            // The server may close before all was sent.
        }

        _server.Faults.ThrowIfAny();
        return status is "HTTP/1.1 500" ? throw new InvalidOperationException("Status 500 without an exception.") : status;
    }

    private byte[] Request(byte[] input)
    {
        var text = Encoding.Latin1.GetString(input).Replace("{id}", _session, StringComparison.Ordinal);
        var line = text.IndexOf('\n', StringComparison.Ordinal) is var first and >= 0 ? text[..first] : text;
        var rest = text[Math.Min(text.Length, line.Length + 1)..];
        var end = rest.StartsWith('\n') ? 0 : rest.IndexOf("\n\n", StringComparison.Ordinal);
        var headers = end < 0 ? "" : rest[..end];
        var body = end < 0 ? rest : rest[(end + (end == 0 ? 1 : 2))..];
        return Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            {line.TrimEnd('\r')} HTTP/1.1
            Host: {_server.Address.Authority}
            Authorization: Bearer {FuzzServer.Token}
            Connection: close
            Content-Length: {body.Length}
            {(headers.Length > 0 ? headers + "\n" : "")}

            """).ReplaceLineEndings("\r\n") + body);
    }
}
