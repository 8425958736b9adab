using System.Runtime.InteropServices;

namespace Parlance.Sockets;

/// <summary>Who follows what, for the connections of one loop. Loop thread only, so it holds no lock.</summary>
/// <remarks>Both directions are kept: following, leaving and disconnecting cost only what the one connection follows, however many others there are.</remarks>
public sealed class ConnectionRegistry
{
    private readonly Dictionary<Topic, Followers> _topics = [];

    public int TopicCount => _topics.Count;

    /// <summary>The followers of a topic, in no particular order; valid until the next change of that topic.</summary>
    public ReadOnlySpan<Subscription> Following(Topic topic) =>
        _topics.TryGetValue(topic, out var followers) ? followers.All : [];

    /// <summary>Makes the connection follow the topic.</summary>
    /// <param name="position">Durable events at or below this log position are not for this connection: it has them already.</param>
    /// <returns>The subscription; the one that was there when it followed already.</returns>
    public Subscription Follow(Connection connection, Topic topic, long position)
    {
        if (connection.Find(topic) is { } existing)
        {
            existing.LastPosition = Math.Max(existing.LastPosition, position);
            return existing;
        }

        ref var followers = ref CollectionsMarshal.GetValueRefOrAddDefault(_topics, topic, out _);
        followers ??= new Followers();
        var subscription = new Subscription(connection, topic) { LastPosition = position };
        followers.Add(subscription);
        connection.Subscriptions.Add(subscription);
        return subscription;
    }

    public void Unfollow(Connection connection, Topic topic)
    {
        if (connection.Find(topic) is not { } subscription)
            return;
        connection.Subscriptions.Remove(subscription);
        Remove(subscription);
    }

    public void UnfollowAll(Connection connection)
    {
        foreach (var subscription in connection.Subscriptions)
            Remove(subscription);
        connection.Subscriptions.Clear();
    }

    private void Remove(Subscription subscription)
    {
        if (_topics.TryGetValue(subscription.Topic, out var followers) && followers.Remove(subscription))
            _topics.Remove(subscription.Topic);
    }

    private sealed class Followers
    {
        private Subscription[] _items = new Subscription[2];
        private int _count;

        public ReadOnlySpan<Subscription> All => _items.AsSpan(0, _count);

        public void Add(Subscription subscription)
        {
            if (_count == _items.Length)
                Array.Resize(ref _items, _count * 2);
            subscription.Index = _count;
            _items[_count++] = subscription;
        }

        /// <returns>True when nobody is left.</returns>
        public bool Remove(Subscription subscription)
        {
            var last = _items[--_count];
            _items[subscription.Index] = last;
            last.Index = subscription.Index;
            _items[_count] = null!;
            return _count == 0;
        }
    }
}
