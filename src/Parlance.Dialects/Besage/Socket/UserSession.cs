using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Dialects.Besage.Chats;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Somebody's personal connection: `/ws/user/` (docs/wire/besage.md, Sockets). It follows all chats of theirs, and frames that come in are passed over.</summary>
internal sealed class UserSession(Connection connection, SocketServices services, Arrival arrival) : BesageSession(connection, services, arrival)
{
    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case MemberChanged { Member.IsJoined: true, Details: { } chat } joined when ChatViews.IsChat(chat):
                Connection.Loop.Registry.Follow(Connection, Topic.Of(chat.Id), joined.Position);
                base.OnOwnEvent(e);
                break;
            case MemberChanged { Member.IsJoined: false } left:
                Connection.Loop.Registry.Unfollow(Connection, Topic.Of(left.Conversation));
                break;
            case OwnMessageReceipts receipts:
                Connection.Send(Frame.Join([.. receipts.Messages.Select(receipt => BesageFrames.Status(receipt, receipts.Conversation, receipts.Receiver.User))]));
                break;
            default:
                base.OnOwnEvent(e);
                break;
        }
    }

    public override void OnConversationDeleted(ConversationId conversation) => Connection.Loop.Registry.Unfollow(Connection, Topic.Of(conversation));

    /// <summary>Messages of others, in chats that this person has no socket open to.</summary>
    public override bool Wants(ConversationEvent e) =>
        e is MessagePosted { Message: var message } && message.Sender != Me.Id && !Services.Attendance.IsIn(message.Conversation, Me.Id);

    public override Task OnText(Span<byte> payload)
    {
        TakeFrame();
        return Task.CompletedTask;
    }

    protected override async Task<CloseReason?> EnterAsync()
    {
        var entries = await Services.Views.EntriesAsync(Me.Id, ChatViews.MaxChats, CancellationToken.None);
        await Connection.RunAsync(() => Follow(entries));
        if (await RecheckAsync() is { } ended)
            return ended;
        await Connection.RunAsync(GoLive);
        return null;
    }

    private void Follow(IReadOnlyList<ConversationEntry> entries)
    {
        if (!Connection.IsOpen)
            return;
        foreach (var entry in entries)
            Connection.Loop.Registry.Follow(Connection, Topic.Of(entry.Conversation.Id), position: 0);
    }

    private void GoLive()
    {
        if (!Connection.IsOpen)
            return;
        CountAsPresent();
        Connection.Send(BesageFrames.Welcome);
    }
}
