using Parlance.Dialects.Blink.Socket;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Blink;

/// <summary>The one WebSocket path of this dialect.</summary>
internal sealed class BlinkSockets(SocketServices services, BlinkDoor door)
{
    /// <summary>Shared with another family (contracts C1), which takes what the door leaves.</summary>
    public IReadOnlyList<SocketRoute> Routes { get; } =
    [
        new("/ws/chat", new BlinkCodec(), (connection, arrival) => new BlinkSession(connection, services, door.TokenOf(arrival.Query), arrival.Client.Address)) { Takes = door.Takes },
    ];
}
