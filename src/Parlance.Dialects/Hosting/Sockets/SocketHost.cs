using Microsoft.Extensions.Hosting;
using Parlance.Core.Events;
using Parlance.Core.Operation;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>The socket loops as a part of the host: they start before anything listens and end after everybody was told to come back elsewhere.</summary>
/// <param name="listenFirst">Parts that listen to the bus. They are asked for here so that they exist and subscribed before the fan-out does: what an event
/// makes stale is forgotten before anybody connected hears of it.</param>
public sealed class SocketHost(SocketServer server, IEventBus bus, IEnumerable<IEventSubscriber> listenFirst) : IHostedService, IDrain, IDisposable
{
    private readonly IEventSubscriber[] _listenFirst = [.. listenFirst]; // made now, in the constructor
    private IDisposable? _subscription;

    public string Name => "connections";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_listenFirst.Length == 0)
            throw new InvalidOperationException("Nothing listens to the bus before the fan-out: caches would answer with what is no longer true.");
        _subscription = bus.Subscribe(server.FanOut);
        server.Start();
        return Task.CompletedTask;
    }

    public Task DrainAsync(CancellationToken cancellationToken) => server.DrainAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();
}
