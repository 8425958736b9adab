using System.Collections.Frozen;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>A WebSocket path of a dialect and who answers there.</summary>
/// <param name="Path">Without trailing slash. A segment in braces stands for any one segment, `/ws/{room}/{user}`; paths without braces win over those with.</param>
/// <param name="Open">Called on the connection's loop once the handshake is done.</param>
public sealed record SocketRoute(string Path, SocketCodec Codec, Func<Connection, SocketArrival, SocketSession> Open)
{
    /// <summary>First values of the first brace that this route does not take: such a path is left to other routes, and is unknown without one.</summary>
    public IReadOnlySet<string> Reserved { get; init; } = FrozenSet<string>.Empty;
}
