using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>A WebSocket path of a dialect and who answers there.</summary>
/// <param name="Path">Without trailing slash.</param>
/// <param name="Open">Called on the connection's loop once the handshake is done.</param>
public sealed record SocketRoute(string Path, SocketCodec Codec, Func<Connection, SocketSession> Open);
