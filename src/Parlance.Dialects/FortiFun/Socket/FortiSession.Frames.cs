using Parlance.Core;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.FortiFun.Socket;

/// <content>What the client's frames do.</content>
internal sealed partial class FortiSession
{
    private static readonly Refusal NotIn = new(RefusalCode.NotFound, NotAParticipant, "Check `conversation_id`.");

    private static readonly Refusal NoSuchMessage = new(RefusalCode.NotFound, "Message not found", "Check `message_id`.");

    private Task OnFrame(InboundFrame frame)
    {
        switch (frame.Type)
        {
            case "ping":
                _strikes = 0;
                Connection.Send(FortiFrames.Pong(frame.Timestamp));
                break;
            case "join_conversation" when ConversationOf(frame) is { } conversation:
                return OnJoin(conversation);
            case "leave_conversation" when ConversationOf(frame) is { } conversation:
                _joined.Remove(conversation);
                break;
            case "join_conversation" or "leave_conversation":
                Complain(NotAFrame);
                break;
            case "typing":
                return OnTyping(frame);
            case "read_receipt":
                return OnReadReceipt(frame);
            // Only where the clients are so old that they send their messages here; the others POST the same message.
            case "message" or "chat_message" when _bound is not null:
                return OnMessage(frame);
        }

        return Task.CompletedTask;
    }

    private Task OnJoin(ConversationId conversation)
    {
        if (_directs.ContainsKey(conversation))
        {
            _strikes = 0;
            _joined.Add(conversation);
            return Task.CompletedTask;
        }

        // That it began may be known to the client, who began it, before it is known here.
        return RunAsync("join_conversation", async () =>
        {
            var found = await Services.Conversations.FindAsMemberAsync(Me.Id, ConversationRef.Of(conversation));
            if (!found.TryGet(out var access, out _) || access.Conversation.Kind != ConversationKind.Direct)
                return NotIn;
            Connection.Post(() => _joined.Add(conversation));
            return null;
        });
    }

    private Task OnTyping(InboundFrame frame)
    {
        if (frame.Conversation == InboundFrame.NoId || frame.IsTyping is not { } isTyping)
            Complain(NotAFrame);
        else if (ConversationOf(frame) is { } conversation && IsIn(conversation))
            return Services.Typing.TellAsync(ConversationRef.Of(conversation), Me, isTyping);
        return Task.CompletedTask;
    }

    private Task OnReadReceipt(InboundFrame frame)
    {
        if (frame.Conversation == InboundFrame.NoId || frame.Message == InboundFrame.NoId)
            Complain(NotAFrame);
        else if (ConversationOf(frame) is { } conversation && frame.Message is { } message && IsIn(conversation))
            return RunAsync("read_receipt", () => MarkReadAsync(conversation, new MessageId(message)));
        return Task.CompletedTask;
    }

    private async Task<Refusal?> MarkReadAsync(ConversationId conversation, MessageId id)
    {
        if (await Services.MessageStore.FindAsync(id, CancellationToken.None) is not { IsDeleted: false } message || message.Conversation != conversation)
            return NoSuchMessage;
        return message.Sender == Me.Id ? null : (await Services.Receipts.MoveAsync(Me.Id, ConversationRef.Of(conversation), message.Seq, message.Seq)).Refusal;
    }

    private Task OnMessage(InboundFrame frame)
    {
        if (frame.Conversation == InboundFrame.NoId || string.IsNullOrWhiteSpace(frame.Text))
        {
            Complain(NotAFrame);
            return Task.CompletedTask;
        }

        if (ConversationOf(frame) is not { } conversation || !IsIn(conversation))
            return Task.CompletedTask;
        var text = frame.Text;
        return RunAsync("message", async () =>
            (await Services.Conversations.FindAsMemberAsync(Me.Id, ConversationRef.Of(conversation))).TryGet(out var access, out var refusal)
                ? (await Services.Postbox.PostAsync(access, Me, text, file: null, CancellationToken.None)).Refusal
                : refusal);
    }

    /// <summary>The one named, else the one the socket is bound to; null when neither is.</summary>
    private ConversationId? ConversationOf(InboundFrame frame) => frame.Conversation switch
    {
        null => _bound,
        InboundFrame.NoId => null,
        { } id => new ConversationId(id),
    };

    /// <summary>Whether the user is in the conversation; if not, they are told.</summary>
    private bool IsIn(ConversationId conversation)
    {
        if (_directs.ContainsKey(conversation))
        {
            _strikes = 0;
            return true;
        }

        Complain(NotAParticipant);
        return false;
    }
}
