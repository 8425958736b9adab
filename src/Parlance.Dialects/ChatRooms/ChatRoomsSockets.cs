using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.ChatRooms;

/// <summary>The WebSocket paths of this dialect: one socket a room and user, and one a user for direct messages.</summary>
internal sealed class ChatRoomsSockets(SocketServices services)
{
    /// <summary>The DM channel first: to the other path it would be a room.</summary>
    public IReadOnlyList<SocketRoute> Routes { get; } =
    [
        new("/ws/dm/{user_id}", new DirectCodec(), (connection, arrival) => new DirectSession(connection, services, arrival)),
        new("/ws/{room_id}/{user_id}", new RoomCodec(), (connection, arrival) => new RoomSession(connection, services, arrival)) { Reserved = Doorway.ReservedRooms },
    ];
}
