using System.Net;
using System.Net.Sockets;

namespace Parlance.Scenarios.Harness;

/// <summary>The network between one person and the server: forwards bytes, and can be broken in the ways networks break.</summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _target;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = []; // guarded by _gate
    private readonly List<Task> _tasks = []; // guarded by _gate
    private State _state; // guarded by _gate
    private volatile Slowness? _slowness;
    private long _passed; // Interlocked

    private enum State
    {
        Whole,
        Cut,
        Frozen,
    }

    public Cable(int targetPort)
    {
        _target = targetPort;
        _listener.Start(1024);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _tasks.Add(AcceptAsync());
    }

    /// <summary>Connect here instead of to the server.</summary>
    public Uri Address { get; }

    /// <summary>Bytes that came in, of both sides.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>From now on everything takes its time, each way for itself.</summary>
    public void Slow(Slowness slowness) => _slowness = slowness;

    /// <summary>Resets every connection (RST) and all new ones, until <see cref="Mend"/>.</summary>
    public void Cut()
    {
        foreach (var line in Switch(State.Cut))
            line.Reset();
    }

    /// <summary>Half-open: every byte is swallowed from now on and nothing is closed; new connections are taken and get no answer.</summary>
    public void Freeze()
    {
        foreach (var line in Switch(State.Frozen))
            line.Freeze();
    }

    /// <summary>New connections work again; those broken before stay broken, as they do in life.</summary>
    public void Mend() => Switch(State.Whole);

    /// <summary>Resets the connections of the moment; new ones work.</summary>
    public void Blip()
    {
        Cut();
        Mend();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        Task[] tasks;
        lock (_gate)
            tasks = [.. _tasks];
        await Task.WhenAll(tasks);
        _stopping.Dispose();
    }

    private Line[] Switch(State state)
    {
        lock (_gate)
        {
            _state = state;
            return [.. _lines];
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stopping.Token);
                lock (_gate)
                    _tasks.Add(CarryAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The story is over.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var line = new Line(this, client, server);
        lock (_gate)
        {
            _lines.Add(line);
            if (_state == State.Cut)
                line.Reset();
            else if (_state == State.Frozen)
                line.Freeze();
        }

        try
        {
            if (!line.IsFrozen)
                await server.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            await Task.WhenAll(line.PumpAsync(client, server, _stopping.Token), line.PumpAsync(server, client, _stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            line.Reset(); // the server is not there, or one side was reset
        }
        finally
        {
            lock (_gate)
                _lines.Remove(line);
            client.Dispose();
        }
    }

    private sealed class Line(Cable cable, Socket client, Socket server)
    {
        private volatile bool _frozen;

        public bool IsFrozen => _frozen;

        public void Freeze() => _frozen = true;

        public void Reset()
        {
            foreach (var socket in (Socket[])[client, server])
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0); // closing sends RST instead of FIN
                    socket.Close();
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Closed by the other pump already.
                }
            }
        }

        public async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
        {
            try
            {
                var buffer = new byte[64 * 1024];
                var slowly = new SlowWay();
                while (true)
                {
                    if (_frozen && !from.Connected)
                        return; // a line that froze before it reached the server
                    var count = await from.ReceiveAsync(buffer, cancellationToken);
                    Interlocked.Add(ref cable._passed, count);
                    if (_frozen && count > 0)
                        continue;
                    if (count > 0 && cable._slowness is { } slowness)
                    {
                        slowly.Send(buffer.AsSpan(0, count), to, slowness, cancellationToken);
                        continue;
                    }

                    await slowly.Done;
                    if (count == 0)
                    {
                        if (!_frozen)
                            to.Shutdown(SocketShutdown.Send);
                        return;
                    }

                    for (var sent = 0; sent < count;)
                        sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), cancellationToken);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (!_frozen)
                    Reset();
            }
        }
    }
}
