using System.Collections.Frozen;
using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>Begins the session of a connection whose handshake was accepted; on the connection's loop.</summary>
public delegate SocketSession OpenSession(Connection connection);

/// <summary>A WebSocket path of a dialect and who answers there.</summary>
/// <param name="Path">Without trailing slash. A segment in braces stands for any one segment, `/ws/{room}/{user}`; paths without braces win over those with.</param>
/// <param name="Admit">
/// Decides before the handshake is answered; a refusal is an HTTP 403. For clients that would lose what they send between an accepted handshake and a close.
/// Called on a loop thread: answers from memory, or goes elsewhere. May be asked twice about one handshake.
/// </param>
public sealed record SocketRoute(string Path, SocketCodec Codec, Func<SocketArrival, ValueTask<Outcome<OpenSession>>> Admit)
{
    /// <summary>A path that accepts every handshake and whose session decides afterwards: the refusal is a close code.</summary>
    public SocketRoute(string path, SocketCodec codec, Func<Connection, SocketArrival, SocketSession> open)
        : this(path, codec, arrival => new(Outcome.Of<OpenSession>(connection => open(connection, arrival))))
    {
    }

    /// <summary>First values of the first brace that this route does not take: such a path is left to other routes, and is unknown without one.</summary>
    public IReadOnlySet<string> Reserved { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Every brace stands for a whole number above 0; other paths are left to other routes.</summary>
    public bool TakesNumbers { get; init; }

    /// <summary>Where dialects share a path without braces: whether this one takes a handshake with that query. They are asked in the order in which they are
    /// served, and the last one takes what the others leave.</summary>
    public Func<string, bool> Takes { get; init; } = _ => true;
}
