using System.Text.Json;

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>One socket of the FortiFun app.</summary>
public sealed class FortiSocket : IAsyncDisposable
{
    private static int _pings;

    private FortiSocket(WireSocket wire, string who) => (Wire, Who) = (wire, who);

    /// <summary>For complaints.</summary>
    public string Who { get; }

    /// <summary>Everything a story does with bytes rather than with frames.</summary>
    public WireSocket Wire { get; }

    public static async Task<FortiSocket> Open(int port, string path, string who, params string[] headers)
    {
        var wire = await WireSocket.DialAsync(port);
        try
        {
            (await wire.HandshakeAsync(path, headers)).ShouldStartWith("HTTP/1.1 101", customMessage: who);
            return new FortiSocket(wire, who);
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    public async Task<FortiSocket> Entered(FortiPerson person)
    {
        var status = await Sees("connection_status");
        status.Text("status").ShouldBe("connected");
        status.Number("user_id").ShouldBe(person.Id);
        status.Text("username").ShouldBe(person.Name);
        return this;
    }

    public Task Sends(string json) => Wire.SendTextAsync(json);

    public Task Sends(params (string Name, object? Value)[] fields) => Wire.SendTextAsync(Body.Of(fields));

    /// <summary>Joins a conversation, and knows that it has.</summary>
    public async Task Joins(long conversation)
    {
        await Sends(("type", "join_conversation"), ("conversation_id", conversation));
        await SeesNothingMore();
    }

    /// <summary>The next frame, which must be of this type.</summary>
    public async Task<JsonElement> Sees(string type)
    {
        var frame = await Next($"`{type}`");
        frame.Text("type").ShouldBe(type, $"{Who} was told {frame}");
        return frame;
    }

    public async Task<JsonElement> SeesMessage(string content)
    {
        var frame = await Sees("new_message");
        frame.GetProperty("message").Text("content").ShouldBe(content, Who);
        return frame;
    }

    public async Task SeesError(string message) => (await Sees("error")).Text("message").ShouldBe(message, Who);

    /// <summary>Whatever comes next.</summary>
    public Task<JsonElement> SeesSomething() => Next("anything");

    /// <summary>Checks that nothing came besides what was checked: the answer to a ping is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        var number = Interlocked.Increment(ref _pings);
        await Sends(("type", "ping"), ("timestamp", number));
        (await Sees("pong")).Number("timestamp").ShouldBe(number, Who);
    }

    /// <summary>Waits until the server closes; frames before are passed over.</summary>
    public Task<(int? Code, string Reason)> IsClosed(TimeSpan? within = null) => Wire.ReadCloseAsync(within);

    /// <summary>Checks that the next frame is the close with this code: nothing was sent before.</summary>
    public async Task IsShutOut(int code)
    {
        var frame = await Wire.ReadFrameAsync();
        frame.ShouldNotBeNull(Who);
        frame.CloseCode.ShouldBe(code, $"{Who}: {frame.Words}");
    }

    public async Task Leaves()
    {
        await Wire.SendFrameAsync(WireSocket.Close, new byte[] { 0x03, 0xE8 });
        await Wire.ReadCloseAsync();
        await Wire.DisposeAsync();
    }

    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    private async Task<JsonElement> Next(string awaited)
    {
        WireSocket.Frame? frame;
        try
        {
            frame = await Wire.ReadFrameAsync();
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
