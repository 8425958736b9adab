using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.Besage.Socket;

internal sealed partial class ChatSession
{
    private readonly HashSet<MessageId> _sent = []; // stored, not delivered here yet; loop only
    private TokenBucket _messages = new(services.MessageLimit);

    /// <summary>What is no frame of this wire is passed over, and counted.</summary>
    public override Task OnText(Span<byte> payload)
    {
        var isFrame = InboundFrame.TryRead(payload, out var frame);
        if (isFrame && frame.Type == FrameType.ChatMessage)
            return OnMessage(frame.Message);
        if (!TakeFrame() || !isFrame)
            return Task.CompletedTask;

        switch (frame.Type)
        {
            case FrameType.Typing:
                return Services.Typing.TellAsync(Chat, Me, isTyping: true);
            case FrameType.ReadMessages:
                return RunAsync("read_messages", () => Services.Receipts.ReadAllAsync(Me.Id, Chat, CancellationToken.None));
            case FrameType.DeliveredMessages:
                return RunAsync("delivered_messages", () => Services.Receipts.DeliverAllAsync(Me.Id, Chat, CancellationToken.None));
            default:
                return Task.CompletedTask;
        }
    }

    /// <summary>The hottest path of this dialect: from a member that is in memory the message is checked and queued here, on the loop.</summary>
    private Task OnMessage(string? content)
    {
        if (string.IsNullOrWhiteSpace(content))
        {
            TakeFrame();
            return Task.CompletedTask;
        }

        if (!_messages.TryTake(Connection.Loop.Now, 1, out var retryAfter))
        {
            Refuse(Refusal.RateLimited("messages", retryAfter), "chat_message");
            return Task.CompletedTask;
        }

        if (Services.Access.TryGet(Chat, Me.Id, out var access))
        {
            Post(access, content);
            return Task.CompletedTask;
        }

        // Posted before the task ends, and so before the next frame of this connection is read: order is kept.
        return RunAsync("chat_message", async () =>
        {
            var found = await Services.Access.GetAsync(Chat, Me.Id);
            Connection.Post(() =>
            {
                if (found is null)
                    Refuse(BesageErrors.NotParticipant, "chat_message");
                else
                    Post(found, content);
            });
        });
    }

    private void Post(Access access, string content)
    {
        var me = Me;
        var entry = new ChatAppend(this)
        {
            Conversation = chat.Id,
            ConversationKey = chat.PublicKey,
            Sender = me.Id,
            SenderKey = me.Key,
            SenderName = me.DisplayName,
            SenderAvatar = me.AvatarUrl,
            Content = content,
            SentAt = Services.Time.GetUtcNow(),
        };
        if (Services.Messages.Check(access, entry) is { } refusal)
        {
            Refuse(refusal, "chat_message");
            return;
        }

        ForgetStrikes();
        Connection.Loop.Store(entry);
    }

    /// <summary>Whether this device wrote the message, over this socket or over REST. Its client has drawn it then, and is told `chat_message` alone.</summary>
    private bool IsDrawn(Message message) =>
        _sent.Remove(message.Id) || (message.Sender == Me.Id && RestOrigin.IsOf(Session, message.ClientId));

    /// <summary>A message on its way through the log. Its sender's socket hears of it in its turn, behind what others said before.</summary>
    private sealed class ChatAppend(ChatSession session) : AppendEntry, ILoopWork
    {
        public override void OnCommitted()
        {
            // What was stored is published right after, and that wakes the loop; so this runs before the event is delivered there.
            if (Refusal is null)
                session.Connection.Loop.PostWithoutWaking(this);
            else
                session.Connection.Loop.Post(this);
        }

        public void Run(SocketLoop loop)
        {
            if (Refusal is { } refusal)
            {
                session.Refuse(refusal, "chat_message");
                return;
            }

            session._sent.Add(Message!.Id);
        }
    }
}
