namespace Parlance.Client.Connection;

/// <summary>Messages that must arrive, each conversation's in order, over as many connections and processes as that takes. Safe for concurrent use.</summary>
/// <remarks>
/// Of each conversation one is on its way at a time: were it refused for the moment (slow mode, a limit), what was said after it would overtake it.
/// </remarks>
/// <param name="send">Gives a message to the server; survives broken connections by itself.</param>
internal sealed class MessageQueue(IOutboxStore store, Func<PendingMessage, Task<SendAck>> send, Action<OutboxChanged> changed, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Entry> _entries = []; // guarded by _gate; by number
    private readonly Dictionary<string, Task> _senders = []; // guarded by _gate; by conversation
    private readonly CancellationTokenSource _stopping = new();
    private long _last; // guarded by _gate

    private sealed class Entry(PendingMessage message)
    {
        public PendingMessage Message { get; set; } = message; // guarded by the queue's gate

        public TaskCompletionSource<SendAck> Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>In the order of sending.</summary>
    public IReadOnlyList<PendingMessage> All
    {
        get
        {
            lock (_gate)
                return [.. _entries.Values.Select(e => e.Message)];
        }
    }

    /// <summary>Takes up what an earlier process left; call it before anything is added.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var left = await store.AllAsync(cancellationToken);
        foreach (var message in left)
        {
            lock (_gate)
            {
                _entries[message.Number] = new Entry(message);
                _last = Math.Max(_last, message.Number);
            }

            changed(new OutboxChanged(message.Refusal is null ? OutboxState.Queued : OutboxState.Failed, message));
        }

        foreach (var message in left)
            Send(message.Conversation);
    }

    /// <summary>The message is in the store when this returns.</summary>
    /// <param name="message">Its number is given here.</param>
    public async Task<QueuedMessage> AddAsync(PendingMessage message, CancellationToken cancellationToken)
    {
        Entry entry;
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                throw new ParlanceException(ParlanceException.Closed, "The client has ended.");
            message = message with { Number = ++_last };
            entry = new Entry(message);
            _entries.Add(message.Number, entry);
        }

        try
        {
            await store.PutAsync(message, cancellationToken);
        }
        catch
        {
            Take(message.Number);
            throw;
        }

        changed(new OutboxChanged(OutboxState.Queued, message));
        Send(message.Conversation);
        return new QueuedMessage(message.ClientId, entry.Sent.Task);
    }

    /// <summary>Tries a refused message again. Nothing happens when it is not, or no longer, there.</summary>
    public async Task RetryAsync(string clientId, CancellationToken cancellationToken)
    {
        PendingMessage message;
        lock (_gate)
        {
            if (Find(clientId) is not { Message.Refusal: not null } entry)
                return;
            message = entry.Message = entry.Message with { Refusal = null };
        }

        await store.PutAsync(message, cancellationToken);
        changed(new OutboxChanged(OutboxState.Queued, message));
        Send(message.Conversation);
    }

    /// <summary>Forgets a message. One that is on its way may arrive all the same.</summary>
    public async Task DiscardAsync(string clientId, CancellationToken cancellationToken)
    {
        Entry? entry;
        lock (_gate)
            entry = Find(clientId);
        if (entry is null || !Take(entry.Message.Number))
            return;

        await store.RemoveAsync(clientId, cancellationToken);
        changed(new OutboxChanged(OutboxState.Discarded, entry.Message));
        Fail(entry, new ParlanceException(ParlanceException.Discarded, "The message was discarded."));
    }

    /// <summary>Nothing is marked as refused from here on: what fails now fails with the client.</summary>
    public void Stop() => _ = _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        Stop();
        Task[] senders;
        lock (_gate)
            senders = [.. _senders.Values];
        await Task.WhenAll(senders);
        _stopping.Dispose();
    }

    private void Send(ConversationRef conversation)
    {
        var key = conversation.ToString();
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested && !_senders.ContainsKey(key))
                _senders.Add(key, Task.Run(() => SendAllAsync(key), CancellationToken.None));
        }
    }

    private async Task SendAllAsync(string conversation)
    {
        var backoff = new Backoff(FirstBackoff, MaxBackoff, Random.Shared.NextDouble);
        while (Next(conversation) is { } entry)
        {
            try
            {
                var ack = await send(entry.Message);
                backoff.Reset();
                if (Take(entry.Message.Number))
                    changed(new OutboxChanged(OutboxState.Sent, entry.Message, ack));
                await ForgetAsync(entry.Message.ClientId);
                entry.Sent.TrySetResult(ack);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return; // the store has it
            }
            catch (ParlanceException e) when (Passes(e.Code))
            {
                await Task.Delay((e.RetryAfter ?? TimeSpan.Zero) + backoff.Next(), time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (ParlanceException e)
            {
                await RefuseAsync(entry, e);
            }
        }
    }

    /// <summary>The next message of a conversation; null when there is none, and then the sender has ended.</summary>
    private Entry? Next(string conversation)
    {
        lock (_gate)
        {
            var next = _stopping.IsCancellationRequested ? null
                : _entries.Values.FirstOrDefault(e => e.Message.Refusal is null && e.Message.Conversation.ToString() == conversation);
            if (next is null)
                _senders.Remove(conversation);
            return next;
        }
    }

    private async Task RefuseAsync(Entry entry, ParlanceException refusal)
    {
        PendingMessage message;
        lock (_gate)
        {
            if (!_entries.ContainsKey(entry.Message.Number))
                return; // discarded on its way
            message = entry.Message = entry.Message with { Refusal = new MessageRefusal(refusal.Code, refusal.Message, refusal.Remedy) };
        }

        await KeepAsync(message);
        changed(new OutboxChanged(OutboxState.Failed, message));
        Fail(entry, refusal);
    }

    // A store that fails now costs a repeat after the next start, which the server answers as the first; the messages behind must not wait for it.
    private async Task ForgetAsync(string clientId)
    {
        try
        {
            await store.RemoveAsync(clientId, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private async Task KeepAsync(PendingMessage message)
    {
        try
        {
            await store.PutAsync(message, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private bool Take(long number)
    {
        lock (_gate)
            return _entries.Remove(number);
    }

    private Entry? Find(string clientId) => _entries.Values.FirstOrDefault(e => e.Message.ClientId == clientId);

    private static void Fail(Entry entry, ParlanceException reason)
    {
        entry.Sent.TrySetException(reason);
        _ = entry.Sent.Task.Exception; // whoever does not look at it is told by the event
    }

    /// <summary>Refusals that pass by themselves.</summary>
    private static bool Passes(string code) => code is "rate_limited" or "unavailable" or ParlanceException.ConnectionLost or ParlanceException.OutboxFull;
}
