using System.Text;
using System.Text.Json;

namespace Parlance.Scenarios.Harness.Besage;

/// <summary>One socket of the Besage client: to a chat, or somebody's personal one.</summary>
public sealed class BesageSocket : JsonSocket
{
    private int _pings;

    private BesageSocket(WireSocket wire, string who)
        : base(wire, who)
    {
    }

    /// <param name="headers">Whole lines.</param>
    public static Task<BesageSocket> Open(int port, string path, string who, params string[] headers) => Open(port, path, who, headers, wire => new BesageSocket(wire, who));

    public Task Says(string content) => Sends(Body.Of(("type", "chat_message"), ("message", content)));

    /// <summary>The next frame, which must be this `chat.event`.</summary>
    public async Task<JsonElement> SeesEvent(string kind)
    {
        var frame = await Sees("chat.event");
        frame.Text("event").ShouldBe(kind, $"{Who} was told {frame}");
        return frame;
    }

    /// <summary>Passes over frames until one of this type, or a `chat.event` of this kind.</summary>
    public override Task<JsonElement> SeesAtLast(string type) => SeesAtLast(type, frame => frame.Text("type") == type || frame.Text("event") == type);

    /// <summary>Checks that nothing came besides what was checked: the answer to a ping is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        var ping = Encoding.ASCII.GetBytes($"ping {++_pings}");
        await Wire.SendFrameAsync(WireSocket.Ping, ping);
        var frame = await Wire.ReadFrameAsync();
        frame.ShouldNotBeNull(Who);
        frame.OpCode.ShouldBe(WireSocket.Pong, $"{Who} was told {frame.Words}");
        frame.Payload.ShouldBe(ping);
    }
}
