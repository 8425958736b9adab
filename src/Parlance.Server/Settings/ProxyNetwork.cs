using System.Net;

namespace Parlance.Server.Settings;

internal static class ProxyNetwork
{
    /// <summary>Reads an address as the network that holds it alone.</summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network))
            return true;
        if (!IPAddress.TryParse(text, out var address))
            return false;
        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }
}
