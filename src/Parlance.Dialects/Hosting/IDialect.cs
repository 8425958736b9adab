using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting.Sockets;

namespace Parlance.Dialects.Hosting;

/// <summary>One family of clients: its HTTP endpoints and its sockets.</summary>
public interface IDialect
{
    /// <summary>As in the setting `FAMILIES` and in metrics.</summary>
    string Name { get; }

    /// <summary>Its WebSocket paths, matched exactly with and without one trailing slash.</summary>
    IReadOnlyList<SocketRoute> Sockets { get; }

    void Map(IEndpointRouteBuilder endpoints);
}
