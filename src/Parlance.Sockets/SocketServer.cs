using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Parlance.Core.Messages;
using Parlance.Sockets.Epoll;

namespace Parlance.Sockets;

/// <summary>The loops of this process, what they share, and their beginning and end.</summary>
public sealed class SocketServer : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly SocketLoop[] _loops;
    private uint _next;

    public SocketServer(SocketOptions options, MessageLog log, TimeProvider time, ILogger<SocketServer> logger)
    {
        _time = time;
        var addresses = new AddressCounts(options.MaxConnectionsPerAddress);
        var count = options.Loops > 0 ? options.Loops : Math.Max(1, Environment.ProcessorCount / 2);
        _loops = new SocketLoop[count];
        for (var i = 0; i < count; i++)
        {
            var name = $"parlance-loop-{i}";
            _loops[i] = OperatingSystem.IsLinux() ? new EpollLoop(name, options, log, time, logger) : new QueueLoop(name, options, log, time, logger);
            _loops[i].Addresses = addresses;
        }

        FanOut = new FanOut(_loops);
    }

    /// <summary>Whether <see cref="Listen"/> works here; else every connection comes through <see cref="RunAsync"/>.</summary>
    public static bool CanListen => OperatingSystem.IsLinux();

    public IReadOnlyList<SocketLoop> Loops => _loops;

    public FanOut FanOut { get; }

    /// <summary>Open connections; exact at some moment during the call.</summary>
    public int ConnectionCount => _loops.Sum(loop => loop.ConnectionCount);

    public void Start()
    {
        foreach (var loop in _loops)
            loop.Start();
    }

    /// <summary>Takes WebSocket handshakes from a listening socket; every other connection is handed over untouched. Linux only.</summary>
    /// <param name="listening">Bound, listening and non-blocking; closed when the result is called.</param>
    /// <returns>Call it to stop listening.</returns>
    public Func<Task> Listen(Socket listening, IUpgradeGate gate, Action<Socket> handOver)
    {
        var listener = new EpollListener(listening, _loops.Cast<EpollLoop>().ToArray(), new UpgradeHandling(gate, handOver));
        listener.Start();
        return listener.StopAsync;
    }

    /// <summary>Serves one connection over a stream that was upgraded elsewhere; completes when it is closed.</summary>
    public async Task RunAsync(Stream stream, AcceptedUpgrade accepted)
    {
        var loop = _loops[(int)(Interlocked.Increment(ref _next) % (uint)_loops.Length)];
        using var transport = new StreamTransport(loop, stream);
        var connection = new Connection(loop, transport, accepted.RemoteAddress);
        transport.Attach(connection);
        loop.Post(() => connection.Open(accepted.CreateSession(connection), accepted.Codec));
        await transport.RunAsync();
    }

    /// <summary>Closes every connection with 1012, in waves spread over <see cref="SocketOptions.DrainSpread"/>, each told to come back at its own moment.</summary>
    /// <returns>Completes when all are gone or <paramref name="cancellationToken"/> says that it is enough.</returns>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        foreach (var loop in _loops)
            loop.Post(() => DrainWave.Begin(loop));

        try
        {
            while (ConnectionCount > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The rest is cut when the loops stop.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
            await loop.DisposeAsync();
    }
}
