using Microsoft.AspNetCore.SignalR;

namespace Parlance.Bench.Peers.SignalR;

/// <summary>A room broadcaster as SignalR's own documentation builds one: a room is a group, and nothing is checked or stored.</summary>
public sealed class RoomHub : Hub
{
    public Task Join(string room) => Groups.AddToGroupAsync(Context.ConnectionId, room, Context.ConnectionAborted);

    /// <summary>Goes to everybody in the room, the sender included, as an invocation of `message` with the content as its one argument.</summary>
    public Task Send(string room, string content) =>
        Clients.Group(room).SendAsync("message", content, Context.ConnectionAborted);
}
