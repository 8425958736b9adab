namespace Parlance.Client.Connection;

/// <summary>Every command that has no answer yet, in the order in which they were given. Safe for concurrent use.</summary>
/// <remarks>
/// A new connection gets what is left, in order, before anything newer. So a send survives any number of connections under one client id, and two sends
/// never overtake each other.
/// </remarks>
internal sealed class Outbox(int capacity)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Command> _waiting = []; // guarded by _gate; ids grow in the order of giving
    private Action<Command>? _write; // guarded by _gate: the connection that stands, or null
    private Exception? _closed; // guarded by _gate
    private long _lastId; // guarded by _gate

    /// <summary>Gives the command an id, keeps it, and hands it to the connection if one stands.</summary>
    /// <param name="create">Encodes the command under the id; called under the lock, so that ids and order agree.</param>
    /// <exception cref="ParlanceException">The outbox is full, or the client ended.</exception>
    public TCommand Add<TCommand>(Func<long, TCommand> create) where TCommand : Command
    {
        lock (_gate)
        {
            if (_closed is { } reason)
                throw reason;
            if (_waiting.Count >= capacity)
                throw new ParlanceException(ParlanceException.OutboxFull, $"{capacity} commands wait for an answer already.", "Wait for some of them first.");

            var command = create(++_lastId);
            _waiting.Add(command.Id, command);
            _write?.Invoke(command);
            return command;
        }
    }

    /// <summary>An id for a command that is not kept: hello, ping.</summary>
    public long NextId()
    {
        lock (_gate)
            return ++_lastId;
    }

    /// <summary>Takes out the command that was answered or given up; null when there is none (any more).</summary>
    public Command? Take(long id)
    {
        lock (_gate)
            return _waiting.Remove(id, out var command) ? command : null;
    }

    /// <summary>A connection stands: hands it everything that waits, then everything new, until <see cref="Disconnect"/>.</summary>
    public void Connect(Action<Command> write)
    {
        lock (_gate)
        {
            foreach (var command in _waiting.Values)
                write(command);
            _write = write;
        }
    }

    /// <summary>Nothing is handed to the connection any more.</summary>
    public void Disconnect()
    {
        lock (_gate)
            _write = null;
    }

    /// <summary>After the connection and its writer ended: fails the commands that were sent and must not be sent twice. The rest keeps waiting.</summary>
    public void FailUnrepeatable()
    {
        List<Command> lost;
        lock (_gate)
        {
            lost = [.. _waiting.Values.Where(c => c.Written && !c.Repeatable)];
            foreach (var command in lost)
                _waiting.Remove(command.Id);
        }

        foreach (var command in lost)
        {
            command.Fail(new ParlanceException(ParlanceException.ConnectionLost,
                "The connection broke before the answer came; the command may or may not have taken effect.", "Look whether it did, then give it again."));
        }
    }

    /// <summary>Fails everything that waits and everything given later.</summary>
    public void Close(Exception reason)
    {
        List<Command> lost;
        lock (_gate)
        {
            _closed ??= reason;
            _write = null;
            lost = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var command in lost)
            command.Fail(reason);
    }
}
