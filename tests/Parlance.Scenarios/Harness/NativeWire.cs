using System.Text.Json;

namespace Parlance.Scenarios.Harness;

/// <summary>What stories do with a socket of the native wire.</summary>
public static class NativeWire
{
    /// <summary>Says hello as a new guest.</summary>
    public static async Task<WireSocket> Enters(int port, string name)
    {
        var wire = await WireSocket.ConnectAsync(port);
        await wire.HelloAsync(name);
        return wire;
    }

    public static async Task Does(WireSocket wire, string command) => (await wire.AskAsync(command)).TryGetProperty("ok", out _).ShouldBeTrue(command);

    public static async Task<JsonElement> IsRefused(WireSocket wire, string command, string code)
    {
        var reply = await wire.AskAsync(command);
        reply.TryGetProperty("error", out var error).ShouldBeTrue($"{command}: {reply}");
        error.Text("code").ShouldBe(code, command);
        return error.Clone();
    }

    /// <summary>Reads on to an event of this type.</summary>
    public static async Task<JsonElement> Hears(WireSocket wire, string type)
    {
        while (await wire.ReadFrameAsync() is { } frame)
        {
            frame.OpCode.ShouldBe(WireSocket.Text, $"while waiting for `{type}`: {frame.CloseCode} {frame.CloseReason}");
            using var json = JsonDocument.Parse(frame.Payload);
            if (json.RootElement.Text("type") == type)
                return json.RootElement.Clone();
        }

        throw new ShouldAssertException($"The connection ended before `{type}` came.");
    }
}
