using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Dialects.Besage.Chats;
using Parlance.Sockets;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>One connection to one chat: `/ws/chat/{chat_id}/` (docs/wire/besage.md, Sockets).</summary>
internal sealed partial class ChatSession(Connection connection, SocketServices services, ChatCodec codec, Arrival arrival, Conversation chat) : BesageSession(connection, services, arrival)
{
    private readonly HashSet<UserId> _shown = []; // participants whom the client takes for online; loop only
    private bool _holdsRoster;
    private bool _entered;

    private ConversationRef Chat => ConversationRef.Of(chat.Id);

    private Circle Circle => Services.Rosters.Find(chat.Id);

    public override void OnOwnEvent(ChatEvent e)
    {
        if (e is MemberChanged { Member: { IsJoined: false } member } && member.Conversation == chat.Id)
            Connection.Close(BesageClosing.PutOut);
        else
            base.OnOwnEvent(e);
    }

    public override void OnConversationDeleted(ConversationId conversation) => Connection.Close(BesageClosing.ChatDeleted);

    /// <summary>A message that this device sent is told without the frame that would make its client draw it again.</summary>
    public override bool Wants(ConversationEvent e)
    {
        if (e is not MessagePosted { Message: var message } || !IsDrawn(message))
            return true;
        Connection.Send(codec.OwnMessage(message));
        return false;
    }

    public override void OnDelivered(ConversationEvent e)
    {
        switch (e)
        {
            case Entered entered:
                _shown.Add(entered.Who.Id);
                break;
            case Departed departed:
                _shown.Remove(departed.Who.Id);
                break;
            case MemberChanged { Member: { IsJoined: true } joined } when joined.User != Me.Id:
                Connection.Loop.Registry.Follow(Connection, Topic.PresenceOf(joined.User), position: 0);
                break;
            case MemberChanged { Member: var left } when left.User != Me.Id:
                Connection.Loop.Registry.Unfollow(Connection, Topic.PresenceOf(left.User));
                _shown.Remove(left.User);
                break;
        }
    }

    /// <summary>Participants come and go by other ways than a socket to this chat, too.</summary>
    public override void OnWatched(UserEvent e)
    {
        if (!_entered || e is not PresenceChanged { Who: var who } changed)
            return;
        if (changed.IsOnline ? _shown.Add(who.Id) : _shown.Remove(who.Id) && !Services.Attendance.IsIn(chat.Id, who.Id))
            Connection.Send(BesageFrames.Person(changed.IsOnline ? "user_online" : "user_offline", chat.Id, who.Id, Circle.NameOf(who.Id, who.Name)));
    }

    public override void OnClosed()
    {
        if (_entered)
            Services.Attendance.Leave(chat.Id, Me.Id);
        if (_holdsRoster)
            Services.Rosters.Release(chat.Id);
        base.OnClosed();
    }

    protected override async Task<CloseReason?> EnterAsync()
    {
        try
        {
            await Services.Rosters.AcquireAsync(chat.Id);
        }
        finally
        {
            await Connection.RunAsync(Follow);
        }

        // Again, now that a ban, a sign-out or being put out would be heard.
        if (await RecheckAsync() is { } ended)
            return ended;
        if (await Services.Access.GetAsync(Chat, Me.Id) is not { IsMember: true, MaySee: true })
            return BesageClosing.PutOut;
        await Services.Receipts.MoveAsync(Me.Id, Chat, long.MaxValue, 0);
        await Connection.RunAsync(GoLive);
        return null;
    }

    private void Follow()
    {
        if (!Connection.IsOpen)
        {
            Services.Rosters.Release(chat.Id);
            return;
        }

        _holdsRoster = true;
        var registry = Connection.Loop.Registry;
        registry.Follow(Connection, Topic.Of(chat.Id), position: 0);
        foreach (var seat in Circle.Seats.Where(seat => seat.Member.User != Me.Id))
            registry.Follow(Connection, Topic.PresenceOf(seat.Member.User), position: 0);
    }

    private void GoLive()
    {
        if (!Connection.IsOpen)
            return;

        foreach (var other in Circle.Seats.Select(seat => seat.Member.User).Where(user => user != Me.Id && Services.Presence.IsOnline(user)))
            _shown.Add(other); // as the chat that the client has read says

        // The chat before the person: those who hear that somebody is in the chat need not hear that they are online, too.
        Services.Attendance.Enter(chat.Id, chat.PublicKey, Me.AsPerson());
        _entered = true;
        CountAsPresent();
        Connection.Send(BesageFrames.Person("user_online", chat.Id, Me.Id, Circle.NameOf(Me.Id, Me.DisplayName)));
    }
}
