using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

internal sealed partial class DirectSession
{
    private Task OnMessage(in InboundFrame frame)
    {
        if (frame.Content.Text is not { Length: > 0 } content || frame.Receiver.Text is not { Length: > 0 } receiver || !TakeMessage())
            return Task.CompletedTask;
        if (_directs.TryGetValue(receiver, out var direct) && Services.Access.TryGet(ConversationRef.Of(direct), Me.Id, out var access) && access.MaySee)
        {
            Post(access, content);
            return Task.CompletedTask;
        }

        return RunAsync("dm_message", async () =>
        {
            var me = Me;
            if (await Services.Accounts.FindByKeyAsync(receiver, CancellationToken.None) is not { } other || other.Id == me.Id)
                return;
            var opened = await Services.Conversations.OpenDirectAsync(me, other.Id, CancellationToken.None);
            // Posted before the task ends, and so before the next frame of this connection is read: order is kept.
            Connection.Post(() =>
            {
                if (!opened.TryGet(out var found, out var refusal))
                {
                    Refuse(refusal, "dm_message");
                    return;
                }

                Follow(found.Conversation, position: 0);
                Post(found, content);
            });
        });
    }

    private Task OnTyping(in InboundFrame frame)
    {
        if (!TakeFrame() || frame.Receiver.Text is not { Length: > 0 } receiver)
            return Task.CompletedTask;
        var isTyping = frame.IsTyping.IsTrue;
        if (_directs.TryGetValue(receiver, out var direct))
            return Services.Typing.TellAsync(ConversationRef.Of(direct), Me, isTyping);

        return RunAsync("dm_typing", async () =>
        {
            var me = Me;
            if (await Services.Accounts.FindByKeyAsync(receiver, CancellationToken.None) is { } other && other.Id != me.Id)
                await Services.Typing.TellPersonAsync(other.Id, me, isTyping);
        });
    }

    private Task OnRead(in InboundFrame frame)
    {
        if (!TakeFrame() || frame.Sender.Text is not { } sender || !_directs.TryGetValue(sender, out var direct))
            return Task.CompletedTask;
        return RunAsync("dm_read", async () =>
        {
            var me = Me;
            if ((await Services.Receipts.ReadAllAsync(me.Id, ConversationRef.Of(direct), CancellationToken.None)).TryGet(out _, out var refusal))
                Services.Bus.Publish([new DirectRead(direct, Conversation.PairKeyOf(me.Key, sender), me.AsPerson(), Now)]);
            else
                RefuseFromAnywhere(refusal, "dm_read");
        });
    }

    private void Post(Access access, string content)
    {
        var me = Me;
        var entry = new DirectAppend(this)
        {
            Conversation = access.Conversation.Id,
            ConversationKey = access.Conversation.PublicKey,
            Sender = me.Id,
            SenderKey = me.Key,
            SenderName = me.DisplayName,
            SenderAvatar = me.AvatarUrl,
            Content = content,
            SentAt = Now,
        };
        Store(access, entry, "dm_message");
    }

    /// <summary>A direct message on its way through the log. Committed, its sender's socket is told `dm_sent` and not, as all others are, `dm_message`: it would draw it twice.</summary>
    private sealed class DirectAppend(DirectSession session) : AppendEntry, ILoopWork
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
                session.Refuse(refusal, "dm_message");
                return;
            }

            if (session.Connection.Follows(Topic.Of(Conversation)))
                session.Connection.NeedsNot(Message!.Id.Value);
            session.Connection.Send(DirectFrames.Sent(Message!));
        }
    }
}
