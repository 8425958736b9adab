namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>A good client in the room of the story.</summary>
internal sealed class RoomsWatch : IAsyncDisposable
{
    private RoomsWatch(RoomsPerson ana, string room, RoomsSocket socket) => (Ana, Room, Socket) = (ana, room, socket);

    public RoomsPerson Ana { get; }

    public string Room { get; }

    public RoomsSocket Socket { get; }

    public static async Task<RoomsWatch> Begin(RoomsChat chat)
    {
        var ana = await chat.Guest("ana");
        var room = await RoomsChat.Room(ana);
        return new RoomsWatch(ana, room, await ana.Enters(room));
    }

    public async Task SeesComing() => await Socket.Sees("user_joined");

    public Task NoticedNothing() => Socket.SeesNothingMore();

    public async Task<List<string?>> History(int limit = 100) => [.. (await Ana.History(Room, limit)).Texts("content")];

    /// <summary>Says something and hears it, whatever else goes on.</summary>
    public async Task Speaks(string content)
    {
        await Ana.Says(Socket, content);
        while ((await Socket.SeesAtLast("message")).Text("content") != content)
        {
        }
    }

    public async ValueTask DisposeAsync() => await Socket.DisposeAsync();
}
