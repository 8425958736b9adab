using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.Native.Operations;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets;

namespace Parlance.Dialects.Native.Socket;

internal sealed partial class NativeSession
{
    /// <summary>The product's hottest path: a plain message to a conversation that is in memory is checked and queued here, on the loop.</summary>
    private Task OnSend(CommandHead head, ReadOnlySpan<byte> payload)
    {
        if (!_sends.TryTake(Connection.Loop.Now, 1, out var retryAfter))
        {
            Refuse(head.Id, Refusal.RateLimited("messages", retryAfter), "send");
            return Task.CompletedTask;
        }

        if (!head.HasMore && head.Content is { } content && head.Conversation is { } conversation
            && Services.Access.TryGet(conversation, Me.Id, out var access))
        {
            Post(head.Id, access, NewAppend(head.Id, access, content, head.ClientId));
            return Task.CompletedTask;
        }

        if (!NativePayload.Read(payload, Json.SendCommand).TryGet(out var command, out var refusal))
        {
            Refuse(head.Id, refusal, "send");
            return Task.CompletedTask;
        }

        var id = head.Id;
        return Task.Run(() => PrepareAndPostAsync(id, command));
    }

    private async Task PrepareAndPostAsync(CommandId id, SendCommand command)
    {
        Outcome<Access> prepared;
        try
        {
            prepared = await Services.Operations.PrepareSendAsync(Me, command, CancellationToken.None);
        }
        catch (Exception e)
        {
            if (e is not StorageException)
                Log.SendFailed(Services.Logger, e);
            prepared = Refusal.Unavailable;
        }

        // Posted before the task ends, and so before the next command of this connection is read: order is kept.
        Connection.Post(() =>
        {
            if (!prepared.TryGet(out var access, out var refusal))
            {
                Refuse(id, refusal, "send");
                return;
            }

            Post(id, access, NewAppend(id, access, command.Content, command.ClientId, command));
        });
    }

    private void Post(CommandId id, Access access, NativeAppend entry)
    {
        if (Services.Posting.Check(access, entry) is { } refusal)
        {
            Refuse(id, refusal, "send");
            return;
        }

        _strikes = 0;
        Connection.Loop.Store(entry);
    }

    private NativeAppend NewAppend(CommandId id, Access access, string content, string? clientId, SendCommand? more = null) => new(this, id)
    {
        Conversation = access.Conversation.Id,
        ConversationKey = access.Conversation.PublicKey,
        Sender = Me.Id,
        SenderKey = Me.Key,
        SenderName = access.Member?.DisplayName ?? Me.DisplayName,
        SenderAvatar = access.Member?.AvatarUrl,
        Content = content,
        ClientId = clientId,
        Kind = more?.Kind ?? "text",
        ReplyTo = more?.ReplyTo is { } reply ? new MessageId(reply) : null,
        Mentions = NativeOperations.Mentions(more?.Mentions) ?? [],
        Attachments = more is null ? [] : NativeOperations.Attachments(more),
        SentAt = Services.Time.GetUtcNow(),
    };

    /// <summary>A message of this connection on its way through the log; once committed it is its own acknowledgement's messenger.</summary>
    private sealed class NativeAppend(NativeSession session, CommandId id) : AppendEntry, ILoopWork
    {
        public override void OnCommitted()
        {
            // What was stored is published right after, and that wakes the loop: acknowledgement and event leave in one send.
            if (Refusal is null && !IsRepeat)
                session.Connection.Loop.PostWithoutWaking(this);
            else
                session.Connection.Loop.Post(this);
        }

        public void Run(SocketLoop loop)
        {
            if (Refusal is { } refusal)
                session.Refuse(id, refusal, "send");
            else if (!id.IsNone)
                session.Connection.Send(NativeEncoder.Ok(id, new SendReply(Message!.Id.Value, Message.Seq, Message.SentAt.ToUnixTimeMilliseconds()) { Repeat = IsRepeat }, Json.SendReply));
        }
    }
}
