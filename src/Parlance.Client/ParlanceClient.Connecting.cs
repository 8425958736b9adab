using System.Text.Json;
using Parlance.Client.Connection;
using Parlance.Client.Transport;
using Parlance.Client.Wire;

namespace Parlance.Client;

// The loop that keeps a connection: connect, hello, run, wait, again.
public sealed partial class ParlanceClient
{
    /// <summary>A connection that lasted this long was good: the next failure starts the back-off from the beginning.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromSeconds(5);

    /// <summary>When hello was last answered; null while there is no connection. Connection loop only.</summary>
    private long? _stoodSince;

    /// <summary>How one connection, or the attempt at one, ended.</summary>
    /// <param name="Refusal">What to fail with if <paramref name="Advice"/> is to stop.</param>
    private readonly record struct Ending(int? Code, string Reason, ReconnectAdvice Advice, ParlanceException? Refusal = null);

    private async Task RunAsync()
    {
        var backoff = new Backoff(_options.FirstBackoff, _options.MaxBackoff, Random.Shared.NextDouble);
        try
        {
            while (true)
            {
                _stoodSince = null;
                var ending = await ConnectOnceAsync();
                _outbox.FailUnrepeatable();
                lock (_gate)
                {
                    if (_disposed)
                        return;
                }

                if (_stoodSince is { } since && _options.Time.GetElapsedTime(since) >= StableAfter)
                    backoff.Reset();
                if (Decide(ending, backoff) is not { } wait)
                {
                    var refusal = ending.Refusal ?? new ParlanceException(ReconnectAdvice.ErrorCode(ending.Code), ending.Reason);
                    Stop(refusal, refusal);
                    return;
                }

                if (_firstHello.Task.IsCompleted)
                    _events.TryAdd(new Disconnected(ending.Code, ending.Reason, wait));
                await WaitAsync(wait);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed while there was no connection.
        }
        catch (Exception e)
        {
            // Only a bug gets here; whoever uses the client must hear of it rather than wait for ever.
            Stop(e, e);
        }
    }

    /// <summary>Until the time is over, or <see cref="ConnectNow"/>.</summary>
    private async Task WaitAsync(TimeSpan wait)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting = waiting;
        try
        {
            await waiting.Task.WaitAsync(wait, _options.Time, _stopping.Token);
        }
        catch (TimeoutException)
        {
            // That was the whole wait.
        }

        lock (_gate)
            _waiting = null;
    }

    /// <returns>How long to wait before the next attempt, or null to give up.</returns>
    private TimeSpan? Decide(Ending ending, Backoff backoff)
    {
        var first = backoff.IsFresh;
        switch (ending.Advice.Kind)
        {
            case Connection.Reconnect.Stop:
            case Connection.Reconnect.Reauthenticate when !_authentication.Rejected():
                return null;
            case Connection.Reconnect.After:
                return ending.Advice.Wait;
            case Connection.Reconnect.AtOnce or Connection.Reconnect.Reauthenticate when first:
                backoff.Next();
                return TimeSpan.Zero;
            default:
                return backoff.Next();
        }
    }

    private async Task<Ending> ConnectOnceAsync()
    {
        using var buffer = new FrameBuffer();
        IParlanceTransport? transport = null;
        try
        {
            HelloReply hello;
            using (var deadline = new CancellationTokenSource(_options.ConnectTimeout, _options.Time))
            using (var connecting = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _stopping.Token))
            {
                await _authentication.PrepareAsync(connecting.Token);
                transport = await _options.Transport.ConnectAsync(_address, connecting.Token);
                var id = _outbox.NextId();
                await transport.SendAsync(_authentication.Hello(id).With("cursor", _filter.ForHello).ToFrame(), connecting.Token);
                if (await transport.ReceiveAsync(buffer, connecting.Token) is { } closed)
                    return Closed(closed);
                hello = ReadHello(id, buffer.Frame);
            }

            await using var connection = new ServerConnection(transport, _options, _outbox.NextId);
            transport = null; // the connection's from here on
            return Closed(await ServeAsync(connection, hello, buffer));
        }
        catch (ParlanceException e)
        {
            return new Ending(null, e.Message, AdviceFor(e), e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or JsonException)
        {
            return new Ending(null, e.Message, new ReconnectAdvice(Connection.Reconnect.Backoff));
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return new Ending(null, "The server did not answer in time.", new ReconnectAdvice(Connection.Reconnect.Backoff));
        }
        finally
        {
            if (transport is not null)
                await transport.DisposeAsync();
        }
    }

    private async Task<TransportClosed> ServeAsync(ServerConnection connection, HelloReply hello, FrameBuffer buffer)
    {
        Welcome(hello);
        lock (_gate)
        {
            if (_disposed)
                return new TransportClosed(null, "The client is closing.");
            _connection = connection;
        }

        _outbox.Connect(connection.Write);
        try
        {
            if (_firstHello.Task.IsCompleted)
                WatchAgain();
            _firstHello.TrySetResult();
            return await connection.RunAsync(buffer, OnFrame, _stopping.Token);
        }
        finally
        {
            _outbox.Disconnect();
            lock (_gate)
                _connection = null;
        }
    }

    private void Welcome(HelloReply hello)
    {
        _stoodSince = _options.Time.GetTimestamp();
        _authentication.Renewed(hello.AccessToken, hello.RefreshToken, hello.GuestKey, hello.ExpiresAt);
        _user = hello.User;
        _maxFrameBytes = hello.MaxFrameBytes > 0 ? hello.MaxFrameBytes : int.MaxValue;
        _events.Restart();
        _events.TryAdd(new Connected(hello.User, hello.Resume));

        // A server set back to a backup knows less than we do: what we hold is not its past.
        var setBack = hello.Position < _filter.Cursor;
        if (hello.Resume == ResumeKind.None && !setBack)
        {
            _filter.Complete(hello.Position);
        }
        else if (hello.Resume == ResumeKind.Replay && !setBack)
        {
            _filter.BeginReplay();
        }
        else if (_events.TryAdd(new Snapshot(hello.Position)))
        {
            _filter.Restart(hello.Position);
            _delivered.Forget();
        }
    }

    private static HelloReply ReadHello(long id, ReadOnlySpan<byte> frame)
    {
        var head = FrameHead.Read(frame);
        if (!head.Error.IsEmpty)
            throw Refused(head.Error);
        if (head.Id != id || head.Ok.IsEmpty)
            throw new JsonException("The first frame was no answer to hello.");
        return JsonSerializer.Deserialize(head.Ok, ClientJson.Default.HelloReply)!;
    }

    private static Ending Closed(TransportClosed closed) => new(closed.Code, closed.Reason, ReconnectAdvice.For(closed.Code, closed.Reason));

    private static ReconnectAdvice AdviceFor(ParlanceException refusal) => refusal switch
    {
        { Code: "token_expired" or "token_invalid" or "token_reused" or "unauthenticated" } => new(Connection.Reconnect.Reauthenticate),
        { RetryAfter: { } wait } => new(Connection.Reconnect.After, wait),
        { Code: "unavailable" or "rate_limited" or "full" } => new(Connection.Reconnect.Backoff),
        _ => new(Connection.Reconnect.Stop),
    };
}
