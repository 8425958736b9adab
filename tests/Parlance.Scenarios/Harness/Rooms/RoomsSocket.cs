using System.Text.Json;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>One socket of the rooms front end: to a room, or to one's direct messages.</summary>
public sealed class RoomsSocket : IAsyncDisposable
{
    private readonly WireSocket _wire;

    private RoomsSocket(WireSocket wire, string who) => (_wire, Who) = (wire, who);

    /// <summary>For complaints.</summary>
    public string Who { get; }

    /// <summary>The first frame of a room's socket.</summary>
    public JsonElement State { get; private set; }

    /// <summary>Everything a story does with bytes rather than with frames.</summary>
    public WireSocket Wire => _wire;

    /// <param name="path">With the query.</param>
    /// <param name="headers">Whole lines.</param>
    public static async Task<RoomsSocket> Open(int port, string path, string who, params string[] headers)
    {
        var wire = await WireSocket.DialAsync(port);
        try
        {
            (await wire.HandshakeAsync(path, headers)).ShouldStartWith("HTTP/1.1 101", customMessage: $"{who} at {path}");
            return new RoomsSocket(wire, who);
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads the state of the room that every newcomer gets first.</summary>
    public async Task<RoomsSocket> Entered()
    {
        State = await Sees("room_state");
        return this;
    }

    public Task Sends(string json) => _wire.SendTextAsync(json);

    public Task Sends(params (string Name, object? Value)[] fields) => _wire.SendTextAsync(Body.Of(fields));

    /// <summary>The next frame, which must be of this type.</summary>
    public async Task<JsonElement> Sees(string type)
    {
        var frame = await Next($"`{type}`");
        frame.Text("type").ShouldBe(type, $"{Who} was told {frame}");
        return frame;
    }

    /// <summary>The next frames must be messages with these contents.</summary>
    public async Task<JsonElement> SeesMessage(params string[] contents)
    {
        JsonElement frame = default;
        foreach (var content in contents)
        {
            frame = await Sees("message");
            frame.Text("content").ShouldBe(content, Who);
        }

        return frame;
    }

    /// <summary>Passes over frames until one of this type.</summary>
    public async Task<JsonElement> SeesAtLast(string type)
    {
        while (true)
        {
            var frame = await Next($"`{type}` at last");
            if (frame.Text("type") == type)
                return frame;
        }
    }

    /// <summary>Whatever comes next.</summary>
    public Task<JsonElement> SeesSomething() => Next("anything");

    /// <summary>Checks that nothing came besides what was checked: the answer to a keep-alive is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        await Sends(("type", "keep_alive"), ("timestamp", "2026-01-01T00:00:00.000Z"));
        (await Sees("ping")).Text("timestamp").ShouldBeRecent();
    }

    /// <summary>Waits until the server closes; frames before are passed over.</summary>
    public Task<(int? Code, string Reason)> IsClosed(TimeSpan? within = null) => _wire.ReadCloseAsync(within);

    /// <summary>Closes as a browser does when the page goes.</summary>
    public async Task Leaves()
    {
        await _wire.SendFrameAsync(WireSocket.Close, new byte[] { 0x03, 0xE8 });
        await _wire.ReadCloseAsync();
        await _wire.DisposeAsync();
    }

    /// <summary>The connection just ends, as when the battery is out.</summary>
    public ValueTask Breaks() => _wire.DisposeAsync();

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
