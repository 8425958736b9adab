using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.ChatRooms;

/// <summary>The WebSocket paths of this dialect.</summary>
internal sealed class ChatRoomsSockets
{
    public IReadOnlyList<SocketRoute> Routes { get; } = [];
}
