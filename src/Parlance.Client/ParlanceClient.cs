using Parlance.Client.Connection;

namespace Parlance.Client;

/// <summary>A person's connection to a Parlance server: stays connected, resumes where it stopped, and sends every message once.</summary>
/// <remarks>
/// Safe for concurrent use, except that one reader at a time takes the events. Commands given while there is no connection wait for the next one.
/// Everything is told through <see cref="Events"/>, which ends, with an exception where there is a reason, when the client is disposed or the server
/// says that it must not come back (banned, signed out, a token that cannot be renewed).
/// </remarks>
public sealed partial class ParlanceClient : IAsyncDisposable
{
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(2);

    private readonly ParlanceClientOptions _options;
    private readonly Uri _address;
    private readonly ParlanceAccounts _accounts;
    private readonly Authentication _authentication;
    private readonly Outbox _outbox;
    private readonly EventQueue _events;
    private readonly PositionFilter _filter;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _firstHello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private ServerConnection? _connection; // guarded by _gate
    private TaskCompletionSource? _waiting; // guarded by _gate: set while the next attempt is waited for
    private bool _disposed; // guarded by _gate
    private Task _run = Task.CompletedTask;
    private volatile User? _user;

    private ParlanceClient(ParlanceClientOptions options)
    {
        _options = options;
        _address = SocketAddress(options.Server);
        _accounts = new ParlanceAccounts(options.Server);
        _authentication = new Authentication(options.Credentials, options.CredentialsChanged, _accounts, options.Time);
        _outbox = new Outbox(options.OutboxCapacity);
        _events = new EventQueue(options.EventCapacity, () => Drop("Catching up with events the reader was too slow for."));
        _filter = new PositionFilter(options.Cursor);
        _queue = new MessageQueue(options.OutboxStore, m => SendAsync(m.Conversation, m.Content, m.Options, m.ClientId), e => _events.TryAdd(e), options.Time);
        _typing = new TypingTimes(TellTyping, e => _events.TryAdd(e), options.Time);
        _delivered = new DeliveredTeller(TellDelivered, options.Time);
    }

    /// <summary>Connects and signs in. A server that cannot be reached is tried again until <paramref name="cancellationToken"/> ends the wait.</summary>
    /// <exception cref="ParlanceException">The server refused the credentials.</exception>
    public static async Task<ParlanceClient> ConnectAsync(ParlanceClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var client = new ParlanceClient(options);
        try
        {
            await client._queue.LoadAsync(cancellationToken);
            client._run = Task.Run(client.RunAsync, CancellationToken.None);
            await client._firstHello.Task.WaitAsync(cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Oneself, as the server last said at a hello.</summary>
    public User User => _user!;

    /// <summary>The tokens and guest key of the moment.</summary>
    public ParlanceCredentials Credentials => _authentication.Current;

    /// <summary>Highest position put into <see cref="Events"/>; null before the first connection. What the application has processed is the position of
    /// the last event it took, and that is what to persist.</summary>
    public long? Cursor => _filter.Cursor;

    public bool IsConnected
    {
        get
        {
            lock (_gate)
                return _connection is not null;
        }
    }

    /// <summary>What happens, in order; stored events once each. One reader at a time. See <see cref="ParlanceClientOptions.EventCapacity"/> for a slow reader.</summary>
    /// <exception cref="ParlanceException">The client ended for good; the code says why.</exception>
    public IAsyncEnumerable<ParlanceEvent> Events(CancellationToken cancellationToken = default) => _events.ReadAsync(cancellationToken);

    /// <summary>Gives up the connection of the moment and makes a new one at once, as an application does that knows the network has changed.</summary>
    public void Reconnect() => Drop("The application asked for a new connection.");

    /// <summary>A hint that the network or the user is back: ends the wait before the next attempt, or asks at once whether the connection still lives.</summary>
    public void ConnectNow()
    {
        lock (_gate)
        {
            _connection?.Probe();
            _waiting?.TrySetResult();
        }
    }

    /// <summary>Sends what is queued, says goodbye and fails whatever still waits for an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _connection?.Finish();
            if (_connection is null)
                _ = _stopping.CancelAsync();
        }

        _stopping.CancelAfter(GoodbyeTimeout);
        await _run;
        await _background;
        Stop(new ParlanceException(ParlanceException.Closed, "The client was disposed."), complete: null);
        await _queue.DisposeAsync();
        _typing.Dispose();
        _delivered.Dispose();
        _accounts.Dispose();
        _stopping.Dispose();
    }

    private static Uri SocketAddress(Uri server)
    {
        var builder = new UriBuilder(server);
        builder.Scheme = builder.Scheme is "https" or "wss" ? "wss" : "ws";
        builder.Path = builder.Path.TrimEnd('/') + "/ws/v1";
        return builder.Uri;
    }

    private void Drop(string reason)
    {
        lock (_gate)
            _connection?.Drop(reason);
    }

    /// <param name="reason">What commands fail with, now and later.</param>
    /// <param name="complete">What the events end with; null for a quiet end.</param>
    private void Stop(Exception reason, Exception? complete)
    {
        _queue.Stop(); // first: what fails from here on was not refused
        _firstHello.TrySetException(reason);
        _outbox.Close(reason);
        _events.Complete(complete);
    }
}
