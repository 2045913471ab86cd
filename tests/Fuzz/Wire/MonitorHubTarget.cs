using System.Text;
using Damon.Fuzz.Engine;

namespace Damon.Fuzz.Wire;

/// <summary>
/// What browsers send to their hub, as text: messages that end with the byte 1e, the session's id as <c>{id}</c>. Behind each input a call
/// is made that must be answered, unless the server has closed the connection, and that is never an unexpected exception.
/// </summary>
internal sealed class MonitorHubTarget : IFuzzTarget
{
    private readonly FuzzServer _server = new();
    private string _session = "";
    private HubLine? _line;
    private int _inputs;

    public string Name => "hub-monitor";

    public string What => "messages of browsers to /hubs/monitor";

    public IReadOnlyList<string> Words { get; } =
    [
        "\u001e", "\"type\":", "\"target\":\"Watch\"", "\"target\":\"Ack\"", "\"arguments\":[", "\"invocationId\":\"1\"", "\"{id}\"", "\"streamIds\":[\"1\"]", "\"item\":", "\"error\":", "null", "{\"type\":6}\u001e", "{\"type\":7}\u001e", "[", "]", "{", "}", "\\ud800",
    ];

    public int Enough => 600;

    public IEnumerable<byte[]> Seeds => new[]
    {
        """{"type":4,"invocationId":"1","target":"Watch","arguments":["{id}"]}""", """{"type":1,"target":"Ack","arguments":["{id}",3]}""", """{"type":1,"invocationId":"2","target":"Ack","arguments":["{id}",-1]}""",
        """{"type":5,"invocationId":"1"}""", """{"type":6}""", """{"type":2,"invocationId":"1","item":1}""", """{"type":3,"invocationId":"1","result":1}""",
    }.Select(static text => Encoding.UTF8.GetBytes(text + "\u001e"));

    public string Read(byte[] input) => ReadAsync(input).GetAwaiter().GetResult();

    public void Dispose()
    {
        _line?.Dispose();
        _server.Dispose();
    }

    private async Task<string> ReadAsync(byte[] input)
    {
        if (_session.Length == 0)
        {
            _session = await _server.SessionAsync();
        }

        _line ??= await HubLine.OpenAsync(_server, "/hubs/monitor", "json", asSampler: false);
        var id = $"probe-{++_inputs}";
        var probe = Encoding.ASCII.GetBytes($$"""{"type":1,"invocationId":"{{id}}","target":"Ack","arguments":["",0]}""" + "\u001e");
        var text = Encoding.Latin1.GetString(input).Replace("{id}", _session, StringComparison.Ordinal);
        var answer = await _line.SendAsync(Encoding.Latin1.GetBytes(text)) ? await _line.CallAsync(probe, id) : HubAnswer.Closed;
        _server.Faults.ThrowIfAny();
        if (answer != HubAnswer.Answered)
        {
            _line.Dispose();
            _line = await HubLine.OpenAsync(_server, "/hubs/monitor", "json", asSampler: false);
            await _line.ExpectAsync(probe, id);
        }

        return answer.ToString();
    }
}
