using System.Text;
using System.Text.Json;

namespace Parlance.Scenarios.Harness.Besage;

/// <summary>One socket of the Besage client: to a chat, or somebody's personal one.</summary>
public sealed class BesageSocket : IAsyncDisposable
{
    private readonly WireSocket _wire;
    private int _pings;

    private BesageSocket(WireSocket wire, string who) => (_wire, Who) = (wire, who);

    /// <summary>For complaints.</summary>
    public string Who { get; }

    public WireSocket Wire => _wire;

    /// <param name="headers">Whole lines.</param>
    public static async Task<BesageSocket> Open(int port, string path, string who, params string[] headers)
    {
        var wire = await WireSocket.DialAsync(port);
        try
        {
            (await wire.HandshakeAsync(path, headers)).ShouldStartWith("HTTP/1.1 101", customMessage: $"{who} at {path.Split('?')[0]}");
            return new BesageSocket(wire, who);
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    public Task Sends(string json) => _wire.SendTextAsync(json);

    public Task Says(string content) => Sends(Body.Of(("type", "chat_message"), ("message", content)));

    /// <summary>The next frame, which must be of this type.</summary>
    public async Task<JsonElement> Sees(string type)
    {
        var frame = await Next($"`{type}`");
        frame.Text("type").ShouldBe(type, $"{Who} was told {frame}");
        return frame;
    }

    /// <summary>The next frame, which must be this `chat.event`.</summary>
    public async Task<JsonElement> SeesEvent(string kind)
    {
        var frame = await Sees("chat.event");
        frame.Text("event").ShouldBe(kind, $"{Who} was told {frame}");
        return frame;
    }

    /// <summary>Passes over frames until one of this type, or a `chat.event` of this kind.</summary>
    public async Task<JsonElement> SeesAtLast(string typeOrKind)
    {
        while (true)
        {
            var frame = await Next($"`{typeOrKind}` at last");
            if (frame.Text("type") == typeOrKind || frame.Text("event") == typeOrKind)
                return frame;
        }
    }

    /// <summary>Checks that nothing came besides what was checked: the answer to a ping is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        var ping = Encoding.ASCII.GetBytes($"ping {++_pings}");
        await _wire.SendFrameAsync(WireSocket.Ping, ping);
        var frame = await _wire.ReadFrameAsync();
        frame.ShouldNotBeNull(Who);
        frame.OpCode.ShouldBe(WireSocket.Pong, $"{Who} was told {frame.Words}");
        frame.Payload.ShouldBe(ping);
    }

    /// <summary>Waits until the server closes; frames before are passed over.</summary>
    public Task<(int? Code, string Reason)> IsClosed(TimeSpan? within = null) => _wire.ReadCloseAsync(within);

    /// <summary>Closes as a client does that leaves the page.</summary>
    public async Task Leaves()
    {
        await _wire.SendFrameAsync(WireSocket.Close, new byte[] { 0x03, 0xE8 });
        await _wire.ReadCloseAsync();
        await _wire.DisposeAsync();
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private async Task<JsonElement> Next(string awaited)
    {
        WireSocket.Frame? frame;
        try
        {
            frame = await _wire.ReadFrameAsync();
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{Who} waited for {awaited} in vain.", e);
        }

        frame.ShouldNotBeNull($"{Who} waited for {awaited}, and the connection ended");
        frame.OpCode.ShouldBe(WireSocket.Text, $"{Who} waited for {awaited}: {frame.CloseCode} {frame.CloseReason}");
        using var json = JsonDocument.Parse(frame.Payload);
        return json.RootElement.Clone();
    }
}
