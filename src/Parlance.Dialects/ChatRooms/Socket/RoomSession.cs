using System.Text;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>One connection to one room: `/ws/{room_id}/{user_id}` (docs/wire/chatrooms.md, Sockets).</summary>
internal sealed partial class RoomSession(Connection connection, SocketServices services, SocketArrival arrival) : ChatRoomsSession(connection, services, arrival)
{
    private const int SignalUnit = 4 * 1024;

    private TokenBucket _signals = new(services.SignalLimit);
    private Conversation? _room; // null until it is followed
    private Person? _self; // as shown in this room; null until entered
    private bool _entered;

    private ConversationId RoomId => _room!.Id;

    private Person Self => _self!;

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case SignalSent { ToParticipant: null } signal when _entered && signal.Conversation == RoomId:
                Connection.Send(RoomFrames.Signal(signal));
                break;
            case MemberChanged { Member: var member } when member.Conversation == _room?.Id:
                if (member.IsJoined)
                    _self = Shown(member);
                else
                    Connection.Close(RoomsClosing.PutOut);
                break;
            default:
                base.OnOwnEvent(e);
                break;
        }
    }

    public override void OnConversationDeleted(ConversationId conversation) => Connection.Close(RoomsClosing.RoomNotFound);

    public override void OnTimer(long nowMs)
    {
    }

    public override void OnClosed()
    {
        if (_entered)
            Services.Attendance.Leave(RoomId, Me.Id);
        base.OnClosed();
    }

    protected override async Task<CloseReason?> EnterAsync(User user)
    {
        var entry = await Services.Doorway.EnterAsync(user, Arrival.Segments[0], new RoomPass(Client: Arrival.Client), CancellationToken.None);
        if (!entry.TryGet(out var access, out var refusal))
            return RefuseEntry(refusal, RoomsClosing.RoomNotFound);

        var room = access.Conversation;
        await Connection.RunAsync(() => Follow(room));
        // Again, now that being put out would be heard.
        if (await RecheckAsync() is { } banned)
            return banned;
        if (await Services.Access.GetAsync(ConversationRef.Of(room.Id), user.Id) is not { IsMember: true, MaySee: true } now)
            return RoomsClosing.PutOut;
        await Connection.RunAsync(() => GoLive(now.Member!));
        return null;
    }

    protected override Task OnFrame(in InboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Message:
                return OnMessage(frame);
            case FrameType.ProfileUpdated or FrameType.AvatarUpdated:
                return OnProfile(frame);
            case FrameType.TypingStart or FrameType.TypingStop:
                if (TakeFrame())
                    Services.Bus.Publish([new Typing(RoomId, _room!.PublicKey, Self, Now, frame.Type == FrameType.TypingStart)]);
                break;
            case FrameType.Signal:
                OnSignal(frame);
                break;
            case FrameType.BroadcastStarted:
                if (TakeFrame())
                    Services.Attendance.StartBroadcast(RoomId, Me.Id);
                break;
            case FrameType.BroadcastStopped:
                if (TakeFrame())
                    Services.Attendance.StopBroadcast(RoomId, Me.Id);
                break;
            default:
                TakeFrame();
                break;
        }

        return Task.CompletedTask;
    }

    private void OnSignal(in InboundFrame frame)
    {
        var payload = frame.Signal.Raw;
        if (!Take(ref _signals, 1 + payload.Length / SignalUnit, "signals"))
            return;
        if (!payload.IsEmpty && frame.Target.Text is { } target && Services.Attendance.Find(RoomId, target) is { } to)
            Services.Bus.Publish([new SignalSent(RoomId, _room!.PublicKey, Self, to, Encoding.UTF8.GetString(payload))]);
    }

    private void Follow(Conversation room)
    {
        if (!Connection.IsOpen)
            return;
        _room = room;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(room.Id), position: 0);
    }

    private void GoLive(Member member)
    {
        if (!Connection.IsOpen)
            return;

        _self = Shown(member);
        var snapshot = Services.Attendance.Enter(RoomId, _room!.PublicKey, Self);
        _entered = true;
        CountAsPresent();
        Connection.Send(RoomFrames.State(_room.PublicKey, snapshot, Now));
        if (snapshot.Broadcasts.Count > 0)
            Connection.Send(RoomFrames.ActiveBroadcasts(_room.PublicKey, snapshot, Now));
        Connection.ReleaseHeld(_ => { });
    }

    private Person Shown(Member member) => new(member.User, Me.Key, member.DisplayName, member.AvatarUrl ?? Me.AvatarUrl);
}
