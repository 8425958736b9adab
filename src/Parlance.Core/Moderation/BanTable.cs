using System.Collections.Frozen;
using System.Net;

namespace Parlance.Core.Moderation;

/// <summary>The bans of devices and addresses that are in force, made ready to be asked. Immutable.</summary>
internal sealed class BanTable
{
    public static readonly BanTable Empty = new([]);

    private readonly FrozenDictionary<string, Ban> _devices;
    private readonly FrozenDictionary<AddressRange, Ban> _addresses;
    private readonly int[] _lengths; // the prefix lengths there are: few, and one look-up each

    public BanTable(IReadOnlyCollection<Ban> bans)
    {
        Bans = bans;
        _devices = bans.Where(ban => ban.Kind == BanKind.Device).ToFrozenDictionary(ban => ban.Target, StringComparer.Ordinal);
        _addresses = (
            from ban in bans
            where ban.Kind == BanKind.Address
            let range = AddressRange.Parse(ban.Target)
            where range is not null
            select KeyValuePair.Create(range.Value, ban)).ToFrozenDictionary();
        _lengths = [.. _addresses.Keys.Select(range => range.PrefixLength).Distinct().OrderDescending()];
    }

    public IReadOnlyCollection<Ban> Bans { get; }

    public Ban? FindDevice(string device, DateTimeOffset now) => _devices.TryGetValue(device, out var ban) && ban.IsActive(now) ? ban : null;

    public Ban? FindAddress(IPAddress address, DateTimeOffset now)
    {
        if (_lengths.Length == 0)
            return null;
        address = AddressRange.Plain(address);
        foreach (var length in _lengths)
        {
            if (_addresses.TryGetValue(new AddressRange(AddressRange.First(address, length), length), out var ban) && ban.IsActive(now))
                return ban;
        }

        return null;
    }
}
