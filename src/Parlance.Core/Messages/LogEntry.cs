using Parlance.Core.Events;

namespace Parlance.Core.Messages;

/// <summary>
/// One durable change to a conversation, on its way through <see cref="MessageLog"/>. All of them go through the one writer, so the order of
/// positions is the order of commits and the order in which events are published.
/// </summary>
public abstract class LogEntry
{
    // Nearly every entry has one event, so the first needs no list.
    private ChatEvent? _first;
    private List<ChatEvent>? _more;

    /// <summary>Why the entry was refused inside the transaction; null when it was stored. Set by the writer before <see cref="OnCommitted"/>.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>What to publish once the transaction is committed, in order; empty when nothing changed (a repeat, a watermark that did not move).</summary>
    public IEnumerable<ChatEvent> Events => _first is null ? [] : _more is null ? [_first] : [_first, .. _more];

    /// <summary>Told before its events are published, so that its answer and they can leave in one send; all others are told after, so that whoever hears of
    /// the change finds that everything on this node knows it.</summary>
    internal virtual bool IsToldFirst => false;

    /// <summary>Writes the change. Writer thread only, inside a transaction; throws only when storage fails, and then the whole batch is rolled back.</summary>
    public abstract void Apply(ILogTransaction transaction);

    /// <summary>The batch is committed, or this entry was refused. Writer thread, in log order; must not block or throw.</summary>
    public abstract void OnCommitted();

    /// <summary>Storage failed; nothing of the batch was stored. Writer thread; must not block or throw.</summary>
    public void Fail(Refusal refusal)
    {
        Reset();
        Refusal = refusal;
        OnCommitted();
    }

    /// <summary>Forgets the outcome of an attempt that was rolled back.</summary>
    public virtual void Reset()
    {
        Refusal = null;
        _first = null;
        _more = null;
    }

    /// <summary>Adds what happened to the list in the order given.</summary>
    internal void CollectEvents(List<ChatEvent> events)
    {
        if (_first is not null)
            events.Add(_first);
        if (_more is not null)
            events.AddRange(_more);
    }

    protected void Emit(ChatEvent e)
    {
        if (_first is null)
            _first = e;
        else
            (_more ??= []).Add(e);
    }

    protected void Refuse(Refusal refusal) => Refusal = refusal;
}

/// <summary>A message to be appended. Fields are set by the sender; id, sequence number and the rest of the outcome by the store.</summary>
public abstract class AppendEntry : LogEntry
{
    private string _content = "";

    public required ConversationId Conversation { get; init; }

    /// <summary>As <see cref="Conversations.Conversation.PublicKey"/>.</summary>
    public required string ConversationKey { get; init; }

    public required UserId Sender { get; init; }

    /// <summary>As <see cref="Accounts.User.Key"/>.</summary>
    public required string SenderKey { get; init; }

    public required string SenderName { get; init; }

    public string? SenderAvatar { get; init; }

    public string Kind { get; init; } = "text";

    public required string Content
    {
        get => _content;
        init => _content = value;
    }

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    public MessageId? ReplyTo { get; init; }

    /// <summary>Members of the conversation, checked by whoever makes the entry; each once.</summary>
    public IReadOnlyList<UserId> Mentions { get; init; } = [];

    public string? ClientId { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The stored message, or the one an earlier attempt with the same client id stored. Null until applied or when refused.</summary>
    public Message? Message { get; private set; }

    /// <summary>True when an earlier attempt with the same client id is the answer; nothing is published then.</summary>
    public bool IsRepeat { get; private set; }

    internal override bool IsToldFirst => true;

    /// <summary>Puts in place of the content what a filter left of it; before the entry is queued.</summary>
    internal void Mask(string content) => _content = content;

    /// <summary>Called by the store for each entry of an append.</summary>
    public void Stored(long position, long seq)
    {
        Message = new Message
        {
            Id = new MessageId(position),
            Conversation = Conversation,
            ConversationKey = ConversationKey,
            Seq = seq,
            Sender = Sender,
            SenderKey = SenderKey,
            SenderName = SenderName,
            SenderAvatar = SenderAvatar,
            Kind = Kind,
            Content = Content,
            Attachments = Attachments,
            ReplyTo = ReplyTo,
            Mentions = Mentions,
            ClientId = ClientId,
            SentAt = SentAt,
        };
        Emit(new MessagePosted(Message));
    }

    /// <summary>Called by the store when (sender, client id) is taken by <paramref name="first"/>.</summary>
    public void Repeats(Message first)
    {
        Message = first;
        IsRepeat = true;
    }

    /// <summary>Called by the store when the conversation does not exist or is deleted.</summary>
    public void ConversationMissing() => Refuse(Refusal.NoSuchConversation);

    public sealed override void Apply(ILogTransaction transaction) => transaction.Append([this]);

    public sealed override void Reset()
    {
        base.Reset();
        Message = null;
        IsRepeat = false;
    }
}
