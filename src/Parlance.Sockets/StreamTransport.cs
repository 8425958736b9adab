using System.Buffers;

namespace Parlance.Sockets;

/// <summary>A connection over a stream the HTTP server upgraded: TLS, and systems without epoll.</summary>
internal sealed class StreamTransport(SocketLoop loop, Stream stream) : Transport, IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Connection _connection = null!; // set by Attach, before the loop knows of it

    // Loop thread only.
    private TaskCompletionSource? _paused;
    private bool _writing;
    private bool _isClosed;

    /// <summary>Before the connection opens: what its session sends at once may be written before anything is read.</summary>
    public void Attach(Connection connection) => _connection = connection;

    /// <summary>Reads until the connection ends; completes when it is closed and the stream is free.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                // Waiting with an empty buffer holds no memory for an idle connection.
#pragma warning disable CA2022, MA0060 // nothing can be read into nothing; the call only waits
                await stream.ReadAsync(Memory<byte>.Empty, _closing.Token);
#pragma warning restore CA2022, MA0060
                var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
                try
                {
                    var received = await stream.ReadAsync(buffer, _closing.Token);
                    if (received == 0)
                        break;
                    await HandOverAsync(buffer, received);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The peer or we ended it; either way it is over.
        }

        loop.Post(Close);
        await _closed.Task;
    }

    public override int Send(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed)
            return -1;
        if (_writing)
            return 0;

        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(buffer);
        _writing = true;
        _ = WriteAsync(buffer, bytes.Length);
        return bytes.Length;
    }

    public override void PauseReading() => _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public override void ResumeReading()
    {
        _paused?.SetResult();
        _paused = null;
    }

    public override void Close()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _connection.OnClosed();
        ResumeReading();
        _ = FinishAsync();
    }

    public void Dispose() => _closing.Dispose();

    private async Task FinishAsync()
    {
        await _closing.CancelAsync();
        _closed.TrySetResult();
    }

    private async Task HandOverAsync(byte[] buffer, int received)
    {
        var taken = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(() =>
        {
            if (!_isClosed)
                _connection.OnBytes(buffer.AsSpan(0, received));
            taken.SetResult(_paused?.Task ?? Task.CompletedTask);
        });
        await await taken.Task;
    }

    private async Task WriteAsync(byte[] buffer, int length)
    {
        try
        {
            await stream.WriteAsync(buffer.AsMemory(0, length), _closing.Token);
            await stream.FlushAsync(_closing.Token);
            loop.Post(() =>
            {
                _writing = false;
                if (!_isClosed)
                    _connection.OnWritable();
            });
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            loop.Post(Close);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
