using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;

namespace Parlance.Dialects.Hosting.Receipts;

public enum ReceiptState
{
    Delivered,
    Read,
}

/// <summary>One message that got further with one receiver.</summary>
public sealed record MessageReceipt(MessageId Message, UserId Author, ReceiptState State);

/// <summary>A <see cref="ReceiptMoved"/> told message by message, for clients that know no watermarks. Of this node only, never on the bus: <see cref="ReceiptTeller"/>.</summary>
/// <param name="Receiver">Who has read or received, with their new watermarks.</param>
/// <param name="Messages">By sequence number; of a long stretch the newest <see cref="ReceiptTeller.MaxMessages"/>. None are the receiver's own or deleted.</param>
/// <param name="IsOfAll">As <see cref="ReceiptMoved.IsOfAll"/>.</param>
public sealed record MessageReceipts(ConversationId Conversation, Member Receiver, IReadOnlyList<MessageReceipt> Messages, bool IsOfAll) : ConversationEvent(Conversation, 0)
{
    /// <summary>Whether the receiver's read watermark moved; else it was delivery alone.</summary>
    public required bool IsRead { get; init; }
}

/// <summary>As <see cref="MessageReceipts"/>, for one author's own connections, with their messages alone.</summary>
public sealed record OwnMessageReceipts(UserId Author, ConversationId Conversation, Member Receiver, IReadOnlyList<MessageReceipt> Messages) : UserEvent(Author);
