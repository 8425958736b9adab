using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.Hosting.Receipts;

/// <summary>Tells this node's connections of receipts message by message, while any of them wants to know. Every node does so for its own.</summary>
/// <remarks>
/// Receipts are two watermarks a member, so that reading ten thousand messages is one row and one event. Which messages that were is read from storage here,
/// once a node however many connections listen, and not at all while none does. Rooms are left out: their members may be ten thousand, and no dialect that
/// tells receipts by message shows rooms. What is told is never stored; whoever misses it finds it in the history.
/// </remarks>
public sealed partial class ReceiptTeller : IEventSubscriber, IAsyncDisposable
{
    /// <summary>Messages told of at most; older ones are known to be no further behind.</summary>
    public const int MaxMessages = 200;

    private readonly IMessageStore _messages;
    private readonly AccessCache _cache;
    private readonly FanOut _fanOut;
    private readonly ILogger<ReceiptTeller> _logger;
    private readonly IDisposable _subscription;
    private readonly Channel<ReceiptMoved> _moved = Channel.CreateUnbounded<ReceiptMoved>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _telling;
    private int _listeners; // interlocked

    public ReceiptTeller(IMessageStore messages, AccessCache cache, FanOut fanOut, IEventBus bus, ILogger<ReceiptTeller> logger)
    {
        _messages = messages;
        _cache = cache;
        _fanOut = fanOut;
        _logger = logger;
        _telling = TellAsync();
        _subscription = bus.Subscribe(this);
    }

    /// <summary>Counts a connection that wants to hear <see cref="MessageReceipts"/> or <see cref="OwnMessageReceipts"/>. Dispose the result once.</summary>
    public IDisposable Listen() => new Listener(this);

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        if (Volatile.Read(ref _listeners) == 0)
            return;
        foreach (var e in events)
        {
            if (e is ReceiptMoved moved && (moved.Member.ReadSeq > moved.ReadFrom || moved.Member.DeliveredSeq > moved.DeliveredFrom))
                _moved.Writer.TryWrite(moved);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        _moved.Writer.TryComplete();
        await _telling;
    }

    private async Task TellAsync()
    {
        await foreach (var moved in _moved.Reader.ReadAllAsync())
        {
            try
            {
                if (await _cache.FindAsync(ConversationRef.Of(moved.Conversation)) is { Kind: not ConversationKind.Room })
                    Tell(await ReadAsync(moved));
            }
            catch (Exception e)
            {
                Log.NotTold(_logger, e);
            }
        }
    }

    private async Task<MessageReceipts> ReadAsync(ReceiptMoved moved)
    {
        var member = moved.Member;
        var isRead = member.ReadSeq > moved.ReadFrom;
        // Reading implies delivery, so the read watermark is never the higher one.
        var messages = await _messages.RecentAsync(moved.Conversation, isRead ? moved.ReadFrom : moved.DeliveredFrom, member.DeliveredSeq + 1, MaxMessages, CancellationToken.None);
        var receipts = new List<MessageReceipt>(messages.Count);
        foreach (var message in messages)
        {
            if (message.Sender == member.User)
                continue;
            if (message.Seq <= member.ReadSeq && message.Seq > moved.ReadFrom)
                receipts.Add(new MessageReceipt(message.Id, message.Sender, ReceiptState.Read));
            else if (message.Seq > member.ReadSeq && message.Seq > moved.DeliveredFrom)
                receipts.Add(new MessageReceipt(message.Id, message.Sender, ReceiptState.Delivered));
        }

        return new MessageReceipts(moved.Conversation, member, receipts, moved.IsOfAll) { IsRead = isRead };
    }

    private void Tell(MessageReceipts receipts)
    {
        if (receipts.Messages.Count == 0)
            return;
        _fanOut.Receive(
        [
            receipts,
            .. receipts.Messages.GroupBy(message => message.Author)
                .Select(own => new OwnMessageReceipts(own.Key, receipts.Conversation, receipts.Receiver, [.. own])),
        ]);
    }

    private sealed class Listener : IDisposable
    {
        private readonly ReceiptTeller _teller;

        public Listener(ReceiptTeller teller)
        {
            _teller = teller;
            Interlocked.Increment(ref teller._listeners);
        }

        public void Dispose() => Interlocked.Decrement(ref _teller._listeners);
    }

    private static partial class Log
    {
        [LoggerMessage(5060, LogLevel.Warning, "Connections could not be told which messages were read; they see it when they next read the history.")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
