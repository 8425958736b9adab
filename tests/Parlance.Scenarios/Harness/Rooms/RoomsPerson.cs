using System.Text.Json;

namespace Parlance.Scenarios.Harness.Rooms;

/// <summary>Somebody at the rooms front end, at an address of their own.</summary>
public sealed class RoomsPerson : IAsyncDisposable
{
    private readonly RoomsChat _chat;
    private readonly List<RoomsSocket> _sockets = [];

    internal RoomsPerson(RoomsChat chat, RoomsHttp http, string id, string name)
    {
        _chat = chat;
        Http = http;
        Id = id;
        Name = name;
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>What the front end sends along as the person's picture; null for none.</summary>
    public string? Avatar { get; set; }

    /// <summary>This person's REST calls; accounts send their token.</summary>
    public RoomsHttp Http { get; }

    /// <summary>Joins as the front end does before it opens the socket.</summary>
    public async Task<JsonElement> Joins(string room, string? password = null)
    {
        var answer = await TriesToJoin(room, password);
        var joined = answer.Ok();
        joined.Text("status").ShouldBe("success");
        joined.Text("room_id").ShouldBe(room);
        joined.Text("user_id").ShouldBe(Id);
        return joined;
    }

    public Task<RoomsAnswer> TriesToJoin(string room, string? password = null) =>
        Http.Post($"/rooms/{Uri.EscapeDataString(room)}/join", password is null
            ? Body.Of(("user_id", Id), ("username", Name), ("avatar_url", Avatar))
            : Body.Of(("user_id", Id), ("username", Name), ("avatar_url", Avatar), ("password", password)));

    /// <summary>Joins, opens the socket and reads the state of the room.</summary>
    public async Task<RoomsSocket> Enters(string room)
    {
        await Joins(room);
        return await Connects(room);
    }

    /// <summary>Opens a socket to the room and reads its state.</summary>
    public async Task<RoomsSocket> Connects(string room) => await (await Opens(room)).Entered();

    /// <summary>Opens a socket to one's direct messages.</summary>
    public Task<RoomsSocket> ConnectsForDirects() => Opens("dm");

    /// <summary>Opens a socket, whatever the first frame may be.</summary>
    public async Task<RoomsSocket> Opens(string room)
    {
        var query = $"?username={Uri.EscapeDataString(Name)}" + (Avatar is null ? "" : $"&avatar_url={Uri.EscapeDataString(Avatar)}");
        return await OpensAt($"/ws/{Uri.EscapeDataString(room)}/{Id}{query}");
    }

    /// <param name="path">With the query.</param>
    public async Task<RoomsSocket> OpensAt(string path)
    {
        string[] headers = Http.Cookie is null ? [$"X-Forwarded-For: {Http.Address}"] : [$"X-Forwarded-For: {Http.Address}", $"Cookie: {Http.Cookie}"];
        var socket = await RoomsSocket.Open(_chat.Server.Port, path, Name, headers);
        _sockets.Add(socket);
        return socket;
    }

    /// <summary>Checks that the server takes the socket only to close it with this code, without a word before.</summary>
    public async Task IsShutOut(string path, int code)
    {
        var socket = await OpensAt(path);
        var frame = await socket.Wire.ReadFrameAsync();
        frame.ShouldNotBeNull(path);
        frame.CloseCode.ShouldBe(code, $"{path}: {frame.Words}");
    }

    /// <summary>Says something as the front end does.</summary>
    public Task Says(RoomsSocket socket, string content) => socket.Sends(
        ("type", "message"), ("content", content), ("avatar", Avatar), ("username", Name), ("user_id", Id), ("timestamp", "2026-01-01T00:00:00.000Z"));

    /// <summary>Writes to somebody as the front end does.</summary>
    public Task Writes(RoomsSocket socket, RoomsPerson to, string content) => socket.Sends(
        ("type", "dm_message"), ("sender_id", Id), ("sender_username", Name), ("sender_avatar", Avatar), ("receiver_id", to.Id), ("content", content),
        ("timestamp", "2026-01-01T00:00:00.000Z"));

    /// <summary>What the front end calls the conversation of these two.</summary>
    public string PairWith(RoomsPerson other) => string.CompareOrdinal(Id, other.Id) < 0 ? $"{Id}-{other.Id}" : $"{other.Id}-{Id}";

    public async Task<List<JsonElement>> History(string room, int limit = 100) =>
        [.. (await Http.Get($"/rooms/{Uri.EscapeDataString(room)}/messages?limit={limit}")).Ok().EnumerateArray()];

    public async Task<JsonElement> Self() => (await Http.Get($"/users/{Id}")).Ok();

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            await socket.DisposeAsync();
        Http.Dispose();
    }
}
