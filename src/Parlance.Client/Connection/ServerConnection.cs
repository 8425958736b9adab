using System.Threading.Channels;
using Parlance.Client.Transport;
using Parlance.Client.Wire;

namespace Parlance.Client.Connection;

internal delegate void FrameHandler(ReadOnlySpan<byte> frame);

/// <summary>One connection that was let in: a reader loop, a writer loop and a watchdog that notices a server gone silent.</summary>
internal sealed class ServerConnection(IParlanceTransport transport, ParlanceClientOptions options, Func<long> nextId) : IAsyncDisposable
{
    // Bounded by the outbox, which holds everything that is written here.
    private readonly Channel<Command> _outgoing = Channel.CreateUnbounded<Command>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _dropped = new();
    private volatile string? _dropReason;
    private volatile TaskCompletionSource _probed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastReceived; // timestamp; reader loop writes, watchdog reads

    public void Write(Command command) => _outgoing.Writer.TryWrite(command);

    /// <summary>Sends what is queued, then says goodbye.</summary>
    public void Finish() => _outgoing.Writer.TryComplete();

    /// <summary>Asks at once whether the other side lives.</summary>
    public void Probe() => _probed.TrySetResult();

    /// <summary>Ends the connection from this side without a goodbye.</summary>
    public void Drop(string reason)
    {
        _dropReason ??= reason;
        _ = _dropped.CancelAsync();
    }

    /// <summary>Runs until the connection ends, however it does; throws only what <paramref name="onFrame"/> throws.</summary>
    public async Task<TransportClosed> RunAsync(FrameBuffer buffer, FrameHandler onFrame, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_dropped.Token, cancellationToken);
        Volatile.Write(ref _lastReceived, options.Time.GetTimestamp());
        var writer = WriteAsync(ending.Token);
        var watchdog = WatchAsync(ending.Token);
        try
        {
            return await ReadAsync(buffer, onFrame, ending.Token);
        }
        finally
        {
            Finish();
            await ending.CancelAsync();
            await writer;
            await watchdog;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _dropped.Dispose();
        await transport.DisposeAsync();
    }

    private async Task<TransportClosed> ReadAsync(FrameBuffer buffer, FrameHandler onFrame, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await transport.ReceiveAsync(buffer, cancellationToken) is { } closed)
                    return closed;
                Volatile.Write(ref _lastReceived, options.Time.GetTimestamp());
                onFrame(buffer.Frame);
            }
        }
        catch (IOException e)
        {
            return new TransportClosed(null, _dropReason ?? e.Message);
        }
        catch (OperationCanceledException)
        {
            return new TransportClosed(null, _dropReason ?? "The client is closing.");
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var command in _outgoing.Reader.ReadAllAsync(cancellationToken))
            {
                command.Written = true;
                await transport.SendAsync(command.Frame, cancellationToken);
            }

            await transport.CloseAsync(cancellationToken);
        }
        catch (IOException e)
        {
            Drop(e.Message);
        }
        catch (OperationCanceledException)
        {
            // The reader ended; what was not written waits in the outbox.
        }
    }

    /// <returns>True as soon as somebody wants to know whether the other side lives; false when the time passed without.</returns>
    private async Task<bool> IsProbedAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        try
        {
            await _probed.Task.WaitAsync(within, options.Time, cancellationToken);
            _probed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A connection that died without a word (a cable, a sleeping laptop) looks like a quiet one: ask, and give up when nothing comes.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var quiet = options.Time.GetElapsedTime(Volatile.Read(ref _lastReceived));
                if (quiet < options.PingAfter && !await IsProbedAsync(options.PingAfter - quiet, cancellationToken))
                    continue;

                var before = Volatile.Read(ref _lastReceived);
                var id = nextId();
                Write(new Command<EmptyReply>(id, new CommandFields(id, "ping").ToFrame(), repeatable: false, ClientJson.Default.EmptyReply));
                await Task.Delay(options.PingTimeout, options.Time, cancellationToken);
                if (Volatile.Read(ref _lastReceived) == before)
                {
                    Drop("The server gave no sign of life.");
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended by other means.
        }
    }
}
