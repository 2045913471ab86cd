using System.Buffers;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Fuzz.Engine;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Damon.Fuzz.Wire;

/// <summary>
/// What a sampler sends: the body of a MessagePack message, which is sent with its right length, behind a hello that is in
/// order. The session that it is of is always <see cref="Session"/>'s place in the bytes. A call that is in order must be
/// answered afterwards, unless the server has closed the connection, and never is an exception unexpected.
/// </summary>
internal sealed class SamplerHubTarget : IFuzzTarget
{
    private static readonly MessagePackHubProtocol Protocol = new();

    private readonly FuzzServer _server = new();
    private string _session = "";
    private HubLine? _line;
    private int _inputs;

    public string Name => "hub-sampler";

    public string What => "messages of a sampler to /hubs/sampler";

    public IReadOnlyList<string> Words { get; } = ["\u00c0", "\u0090", "\u0080", "\u00a0", "\u00cb\u007f\u00f8\0\0\0\0\0\0", nameof(ISamplerHub.PushSnapshot), nameof(ISamplerHub.PushStatus), nameof(ISamplerHub.PushMappings)];

    public int Enough => 600;

    /// <summary>Stands in inputs for the session's id, which has as many letters.</summary>
    public static string Session { get; } = new('#', 24);

    public IEnumerable<byte[]> Seeds =>
    [
        Call(nameof(ISamplerHub.PushSnapshot), Session, FuzzSampler.Snapshot(9)),
        Call(nameof(ISamplerHub.PushSnapshots), (object)new[] { new SnapshotPush(Session, FuzzSampler.Snapshot(10)), new SnapshotPush(Session, FuzzSampler.Snapshot(11)) }),
        Call(nameof(ISamplerHub.PushMappings), Session, FuzzSampler.Mappings),
        Call(nameof(ISamplerHub.PushIdle), Session, FuzzSampler.Idle),
        Call(nameof(ISamplerHub.PushCost), new SamplerCost()),
        Call(nameof(ISamplerHub.PushStatus), new SessionStatus { SessionId = Session, State = SessionState.Running, Targets = [new TargetResource { Pid = 100, Name = "target" }], SamplerCpuSeconds = 1.5, LostSnapshots = 1 }),
        Call(nameof(ISamplerHub.Hello), FuzzSampler.Hello(Session)),
    ];

    public string Read(byte[] input) => ReadAsync(input).GetAwaiter().GetResult();

    public void Dispose()
    {
        _line?.Dispose();
        _server.Dispose();
    }

    private async Task<string> ReadAsync(byte[] input)
    {
        if (_line is null || !await _server.RunsAsync(_session))
        {
            await OpenAsync();
        }

        var id = $"probe-{++_inputs}";
        var probe = Framed(CallAs(id, nameof(ISamplerHub.PushCost), new SamplerCost()));
        var answer = await _line!.SendAsync(Framed(Named(input, _session))) ? await _line.CallAsync(probe, id) : HubAnswer.Closed;
        _server.Faults.ThrowIfAny();
        if (answer != HubAnswer.Answered)
        {
            await OpenAsync();
            await _line.ExpectAsync(probe, id);
        }

        return answer.ToString();
    }

    private async Task OpenAsync()
    {
        _line?.Dispose();
        if (_session.Length == 0 || !await _server.RunsAsync(_session))
        {
            _session = await _server.SessionAsync();
            await _server.LoseSamplerAsync();
        }

        _line = await HubLine.OpenAsync(_server, "/hubs/sampler", Protocol.Name, asSampler: true);
        await _line.SendAsync(Framed(Call(nameof(ISamplerHub.Hello), FuzzSampler.Hello(_session))));
        await _line.ReceiveAsync();
    }

    private static byte[] Named(byte[] input, string session)
    {
        var named = new List<byte>(input);
        for (var at = 0; at + Session.Length <= named.Count; at++)
        {
            if (named[at] == '#' && named.GetRange(at, Session.Length).TrueForAll(static letter => letter == '#'))
            {
                named.RemoveRange(at, Session.Length);
                named.InsertRange(at, session.Select(static letter => (byte)letter));
            }
        }

        return [.. named];
    }

    private static byte[] Call(string method, params object?[] arguments) => CallAs("1", method, arguments);

    private static byte[] CallAs(string id, string method, params object?[] arguments)
    {
        var framed = Protocol.GetMessageBytes(new InvocationMessage(id, method, arguments)).ToArray();

        // Before it stands its length, 7 bits a byte.
        return framed[(Array.FindIndex(framed, static part => part < 0x80) + 1)..];
    }

    private static byte[] Framed(byte[] body)
    {
        var framed = new ArrayBufferWriter<byte>();
        var length = body.Length;
        for (; length >= 0x80; length >>= 7)
        {
            framed.Write([(byte)(length | 0x80)]);
        }

        framed.Write([(byte)length]);
        framed.Write(body);
        return framed.WrittenSpan.ToArray();
    }
}
