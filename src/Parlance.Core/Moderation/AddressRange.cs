using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Parlance.Core.Moderation;

/// <summary>An address or a network: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/64`.</summary>
/// <param name="Network">Its first address, IPv4 never written as IPv6.</param>
public readonly record struct AddressRange(IPAddress Network, int PrefixLength)
{
    private const int ShortestIPv4 = 8;
    private const int ShortestIPv6 = 16;

    /// <summary>An address of IPv6 without a length stands for its /64: one customer owns at least that much.</summary>
    /// <returns>Null when it is no address or network, or one that holds a good part of everybody.</returns>
    public static AddressRange? Parse(string? text)
    {
        var parts = (text ?? "").Trim().Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address))
            return null;
        address = Plain(address);
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var length = isIPv4 ? 32 : 64;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length)
            || length > (isIPv4 ? 32 : 128) || length < (isIPv4 ? ShortestIPv4 : ShortestIPv6)))
            return null;
        return new AddressRange(First(address, length), length);
    }

    /// <summary>The first address of the network of that length in which the address is.</summary>
    public static IPAddress First(IPAddress address, int prefixLength)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var count);
        for (var i = 0; i < count; i++)
        {
            var bits = Math.Clamp(prefixLength - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        return new IPAddress(bytes[..count]);
    }

    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public bool Contains(IPAddress address)
    {
        address = Plain(address);
        return address.AddressFamily == Network.AddressFamily && First(address, PrefixLength).Equals(Network);
    }

    public override string ToString() =>
        Network.AddressFamily == AddressFamily.InterNetwork && PrefixLength == 32 ? Network.ToString() : $"{Network}/{PrefixLength}";
}
