using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>What a handshake said besides its path's shape.</summary>
/// <param name="Segments">What stands in the braces of the route, in order, percent-decoded (but for `%2F`, which stays as it is) and otherwise unchecked.</param>
/// <param name="Query">Raw, without the question mark; may hold a token, so it is never logged.</param>
/// <param name="Client">Where it came from.</param>
public sealed record SocketArrival(IReadOnlyList<string> Segments, string Query, ClientOrigin Client)
{
    /// <summary>The header as it came, for programs that can set one; null when absent. Never logged.</summary>
    public string? Authorization { get; init; }
}
