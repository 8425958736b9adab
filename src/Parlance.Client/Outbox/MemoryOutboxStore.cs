using System.Collections.Concurrent;

namespace Parlance.Client;

/// <summary>Queued messages that end with the process.</summary>
public sealed class MemoryOutboxStore : IOutboxStore
{
    private readonly ConcurrentDictionary<string, PendingMessage> _kept = new();

    public Task<IReadOnlyList<PendingMessage>> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PendingMessage>>([.. _kept.Values.OrderBy(m => m.Number)]);

    public Task PutAsync(PendingMessage message, CancellationToken cancellationToken)
    {
        _kept[message.ClientId] = message;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string clientId, CancellationToken cancellationToken)
    {
        _kept.TryRemove(clientId, out _);
        return Task.CompletedTask;
    }
}
