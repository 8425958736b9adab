using System.Globalization;
using Parlance.Core;
using Parlance.Dialects.FortiFun.Socket;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.FortiFun;

/// <summary>The WebSocket paths of this dialect: the hub under two names, and one a conversation.</summary>
internal sealed class FortiFunSockets(SocketServices services)
{
    /// <summary>`/ws/chat` is shared (contracts C1): what the dialects before this one leave is for this one, tokens that are none too.</summary>
    public IReadOnlyList<SocketRoute> Routes { get; } =
    [
        new("/ws/chat", services.Codec, (connection, arrival) => Hub(connection, services, arrival)),
        new("/ws/notifications", services.Codec, (connection, arrival) => Hub(connection, services, arrival)),
        new("/ws/conversations/{id}", services.Codec, (connection, arrival) => new FortiSession(connection, services, arrival, IdOf(arrival))) { TakesNumbers = true },
    ];

    private static FortiSession Hub(Connection connection, SocketServices services, SocketArrival arrival) => new(connection, services, arrival, bound: null);

    private static ConversationId IdOf(SocketArrival arrival) => new(long.Parse(arrival.Segments[0], CultureInfo.InvariantCulture));
}
