using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Moderation;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Moderation;

/// <summary>Closes the open connections of a device or an address that is banned, on every loop of this node.</summary>
/// <param name="services">The loops are asked for when there is a ban: they need parts that need the bans.</param>
internal sealed class SocketBans(IServiceProvider services) : IBanWatcher
{
    public void Banned(Ban ban)
    {
        var range = ban.Kind == BanKind.Address ? AddressRange.Parse(ban.Target) : null;
        foreach (var loop in services.GetRequiredService<SocketServer>().Loops)
            loop.Post(() => CloseAll(loop, ban, range));
    }

    private static void CloseAll(SocketLoop loop, Ban ban, AddressRange? range)
    {
        foreach (var connection in loop.Connections.Where(connection => IsOf(connection, ban, range)).ToArray())
            connection.Close(connection.Codec.Rules.Banned);
    }

    private static bool IsOf(Connection connection, Ban ban, AddressRange? range) =>
        range is { } network
            ? IPAddress.TryParse(connection.RemoteAddress, out var address) && network.Contains(address)
            : ban.Kind == BanKind.Device && connection.Device == ban.Target;
}
