namespace Parlance.Client;

/// <summary>A message on its way.</summary>
/// <param name="Sent">Completes when the server stored it, however many connections that takes; fails with a <see cref="ParlanceException"/> when it was refused
/// for good or discarded. Nobody needs to look at it: <see cref="OutboxChanged"/> tells the same.</param>
public sealed record QueuedMessage(string ClientId, Task<SendAck> Sent);

public enum OutboxState
{
    /// <summary>On its way; also told of what an earlier process left.</summary>
    Queued,

    /// <summary>Stored by the server.</summary>
    Sent,

    /// <summary>Refused for good; see <see cref="PendingMessage.Refusal"/>.</summary>
    Failed,

    Discarded,
}

/// <summary>A queued message went a step further.</summary>
/// <param name="Ack">Set when it was sent.</param>
public sealed record OutboxChanged(OutboxState State, PendingMessage Message, SendAck? Ack = null) : ParlanceEvent;
