namespace Parlance.Sockets;

/// <summary>One connection following one topic. Loop thread only.</summary>
public sealed class Subscription(Connection connection, Topic topic)
{
    public Connection Connection { get; } = connection;

    public Topic Topic { get; } = topic;

    /// <summary>Highest log position this connection has of this topic. What is at or below it is a repeat: a replay and the bus overlap.</summary>
    public long LastPosition { get; set; }

    /// <summary>Takes note of an event.</summary>
    /// <returns>False when the connection has it already.</returns>
    internal bool Passes(long position)
    {
        if (position <= LastPosition)
            return false;
        LastPosition = position;
        return true;
    }

    /// <summary>Place among the topic's followers; the registry's business.</summary>
    internal int Index { get; set; }
}
