using System.Collections.Concurrent;

namespace Parlance.Sockets;

/// <summary>How many connections each client address holds. Any thread.</summary>
public sealed class AddressCounts(int limit)
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Counts one more; false, and not counted, when the address holds as many as it may.</summary>
    public bool TryEnter(string address)
    {
        if (_counts.AddOrUpdate(address, 1, static (_, count) => count + 1) <= limit || limit == 0 || IsLoopback(address))
            return true;
        Leave(address);
        return false;
    }

    public void Leave(string address)
    {
        while (_counts.TryGetValue(address, out var count))
        {
            var done = count > 1
                ? _counts.TryUpdate(address, count - 1, count)
                : _counts.TryRemove(new KeyValuePair<string, int>(address, count));
            if (done)
                return;
        }
    }

    /// <summary>Tools and proxies on the same machine, not people.</summary>
    private static bool IsLoopback(string address) => address.StartsWith("127.", StringComparison.Ordinal) || address == "::1";
}
