using System.Text.Json;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>One socket of the rooms front end: to a room, or to one's direct messages.</summary>
public sealed class RoomsSocket : JsonSocket
{
    private RoomsSocket(WireSocket wire, string who)
        : base(wire, who)
    {
    }

    /// <summary>The first frame of a room's socket.</summary>
    public JsonElement State { get; private set; }

    /// <param name="path">With the query.</param>
    /// <param name="headers">Whole lines.</param>
    public static Task<RoomsSocket> Open(int port, string path, string who, params string[] headers) => Open(port, path, who, headers, wire => new RoomsSocket(wire, who));

    /// <summary>Reads the state of the room that every newcomer gets first.</summary>
    public async Task<RoomsSocket> Entered()
    {
        State = await Sees("room_state");
        return this;
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

    /// <summary>Checks that nothing came besides what was checked: the answer to a keep-alive is the next frame.</summary>
    public async Task SeesNothingMore()
    {
        await Sends(("type", "keep_alive"), ("timestamp", "2026-01-01T00:00:00.000Z"));
        (await Sees("ping")).Text("timestamp").ShouldBeRecent();
    }

    /// <summary>The connection just ends, as when the battery is out.</summary>
    public ValueTask Breaks() => Wire.DisposeAsync();
}
