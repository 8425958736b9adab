using System.Text.Json;

namespace Parlance.Scenarios.Harness;

/// <summary>One socket of a wire of JSON frames with a `type`. What it sees is checked frame by frame, in order.</summary>
public abstract class JsonSocket(WireSocket wire, string who) : IAsyncDisposable
{
    /// <summary>For complaints.</summary>
    public string Who { get; } = who;

    /// <summary>Everything a story does with bytes rather than with frames.</summary>
    public WireSocket Wire { get; } = wire;

    public Task Sends(string json) => Wire.SendTextAsync(json);

    public Task Sends(params (string Name, object? Value)[] fields) => Sends(Body.Of(fields));

    /// <summary>The next frame, which must be of this type.</summary>
    public virtual async Task<JsonElement> Sees(string type)
    {
        var frame = await Next($"`{type}`");
        frame.Text("type").ShouldBe(type, $"{Who} was told {frame}");
        return frame;
    }

    /// <summary>Passes over frames until one of this type.</summary>
    public virtual Task<JsonElement> SeesAtLast(string type) => SeesAtLast(type, frame => frame.Text("type") == type);

    /// <summary>Whatever comes next, as it came.</summary>
    public Task<JsonElement> SeesSomething() => Next("anything");

    /// <summary>Waits until the server closes; frames before are passed over.</summary>
    public Task<(int? Code, string Reason)> IsClosed(TimeSpan? within = null) => Wire.ReadCloseAsync(within);

    /// <summary>Checks that the next frame is the close with this code: nothing was sent before.</summary>
    /// <returns>Its reason.</returns>
    public async Task<string> IsShutOut(int code)
    {
        var frame = await NextFrame($"a close with {code}");
        frame.CloseCode.ShouldBe(code, $"{Who}: {frame.Words}");
        return frame.CloseReason;
    }

    /// <summary>Closes as a browser does when the page goes.</summary>
    public virtual async Task Leaves()
    {
        await Wire.SendFrameAsync(WireSocket.Close, new byte[] { 0x03, 0xE8 });
        await Wire.ReadCloseAsync();
        await Wire.DisposeAsync();
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Wire.DisposeAsync();
    }

    /// <param name="headers">Whole lines.</param>
    protected static async Task<T> Open<T>(int port, string path, string who, string[] headers, Func<WireSocket, T> made)
        where T : JsonSocket
    {
        var wire = await WireSocket.DialAsync(port);
        try
        {
            (await wire.HandshakeAsync(path, headers)).ShouldStartWith("HTTP/1.1 101", customMessage: $"{who} at {path.Split('?')[0]}");
            return made(wire);
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    protected async Task<JsonElement> SeesAtLast(string awaited, Func<JsonElement, bool> isIt)
    {
        while (true)
        {
            var frame = await Next($"`{awaited}` at last");
            if (isIt(frame))
                return frame;
        }
    }

    protected async Task<JsonElement> Next(string awaited)
    {
        var frame = await NextFrame(awaited);
        frame.OpCode.ShouldBe(WireSocket.Text, $"{Who} waited for {awaited}: {frame.CloseCode} {frame.CloseReason}");
        using var json = JsonDocument.Parse(frame.Payload);
        return json.RootElement.Clone();
    }

    protected virtual async Task<WireSocket.Frame> NextFrame(string awaited)
    {
        try
        {
            return (await Wire.ReadFrameAsync()).ShouldNotBeNull($"{Who} waited for {awaited}, and the connection ended");
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"{Who} waited for {awaited} in vain.", e);
        }
    }
}
