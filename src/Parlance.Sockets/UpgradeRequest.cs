using System.Net;

namespace Parlance.Sockets;

/// <summary>What a client asked for when it asked for a WebSocket, whichever server read it.</summary>
/// <param name="Path">Decoded, without query, e.g. `/ws/v1`.</param>
/// <param name="Query">Raw, without the question mark; may hold a token, so it is never logged.</param>
/// <param name="RemoteAddress">Of the TCP connection; a declared proxy forwards the client's in a header.</param>
/// <param name="Header">A header's value by its lower-case name; null when absent.</param>
public sealed record UpgradeRequest(string Path, string Query, IPAddress RemoteAddress, Func<string, string?> Header);

/// <summary>A handshake that is accepted: who speaks with the connection, and how.</summary>
/// <param name="RemoteAddress">The client's address as it will be logged and counted against limits.</param>
public sealed record AcceptedUpgrade(Func<Connection, SocketSession> CreateSession, SocketCodec Codec, string RemoteAddress);

/// <summary>Decides about handshakes. Called on loop threads: answers at once where memory knows, and never waits.</summary>
public interface IUpgradeGate
{
    /// <returns>Null, or a failed task, when this is no handshake the fast path takes: the general HTTP server answers then, refusals included.</returns>
    ValueTask<AcceptedUpgrade?> TryAcceptAsync(UpgradeRequest request);
}
