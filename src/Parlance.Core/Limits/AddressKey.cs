using System.Net;
using System.Net.Sockets;

namespace Parlance.Core.Limits;

public static class AddressKey
{
    /// <summary>The key an address is limited under: IPv4 whole, IPv6 by its /64 (one customer owns at least that much), null (a local socket) as one.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "local";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes).ToString();
    }
}
