using Microsoft.Extensions.Hosting;
using Parlance.Core.Events;
using Parlance.Core.Operation;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Sockets;

/// <summary>The socket loops as a part of the host: they start before anything listens and end after everybody was told to come back elsewhere.</summary>
public sealed class SocketHost(SocketServer server, IEventBus bus) : IHostedService, IDrain, IDisposable
{
    private IDisposable? _subscription;

    public string Name => "connections";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(server.FanOut);
        server.Start();
        return Task.CompletedTask;
    }

    public Task DrainAsync(CancellationToken cancellationToken) => server.DrainAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();
}
