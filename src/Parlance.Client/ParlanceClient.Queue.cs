using Parlance.Client.Connection;

namespace Parlance.Client;

// Messages that outlive the process: what an application for people sends with.
public sealed partial class ParlanceClient
{
    private readonly MessageQueue _queue;

    /// <summary>Queues a message: it is sent as soon as it can be, once, after those queued before it in its conversation, by a later process if need be.</summary>
    /// <remarks>Unlike <see cref="SendAsync"/> it waits out slow mode and rate limits by itself, and keeps what is refused for good.</remarks>
    /// <returns>When <see cref="ParlanceClientOptions.OutboxStore"/> has it.</returns>
    public Task<QueuedMessage> QueueAsync(ConversationRef conversation, string content, SendOptions? options = null, string? clientId = null,
        CancellationToken cancellationToken = default)
    {
        if (conversation.Key is null)
            _typing.Stopped(conversation.Id);
        var now = _options.Time.GetUtcNow();
        return _queue.AddAsync(new PendingMessage
        {
            ClientId = clientId ?? Guid.CreateVersion7(now).ToString(),
            Conversation = conversation,
            Content = content,
            Options = options,
            QueuedAt = now,
        }, cancellationToken);
    }

    /// <summary>Queued messages without an answer, in the order of sending.</summary>
    public IReadOnlyList<PendingMessage> Pending => _queue.All;

    /// <summary>Tries a message again that was refused for good.</summary>
    public Task RetryAsync(string clientId, CancellationToken cancellationToken = default) => _queue.RetryAsync(clientId, cancellationToken);

    /// <summary>Forgets a queued message. One that is on its way may arrive all the same.</summary>
    public Task DiscardAsync(string clientId, CancellationToken cancellationToken = default) => _queue.DiscardAsync(clientId, cancellationToken);
}
