using Microsoft.Extensions.Logging;
using Parlance.Core;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>One connection for somebody's direct messages: `/ws/dm/{user_id}` (docs/wire/chatrooms.md, Sockets).</summary>
internal sealed partial class DirectSession : ChatRoomsSession
{
    private readonly DeliveryMarks _marks;
    private readonly Dictionary<string, ConversationId> _directs = new(StringComparer.Ordinal); // by the other one's key; loop only
    private bool _isLive;

    public DirectSession(Connection connection, SocketServices services, SocketArrival arrival)
        : base(connection, services, arrival) => _marks = new DeliveryMarks(connection, StoreMarks);

    public override void OnOwnEvent(ChatEvent e)
    {
        switch (e)
        {
            case MemberChanged { Member.IsJoined: true, Details: { Kind: ConversationKind.Direct } direct } joined:
                Follow(direct, joined.Position);
                break;
            case TypingTo typing when _isLive:
                Connection.Send(DirectFrames.Typing(typing.Who, typing.IsTyping, typing.At));
                break;
            default:
                base.OnOwnEvent(e);
                break;
        }
    }

    public override void OnDelivered(ConversationEvent e)
    {
        if (e is MessagePosted { Message: var message } && message.Sender != Me.Id)
            _marks.Sent(message);
    }

    public override void OnPong(ReadOnlySpan<byte> payload) => _marks.OnPong(payload);

    public override void OnTimer(long nowMs) => _marks.Store();

    public override void OnClosed()
    {
        _marks.Store();
        base.OnClosed();
    }

    protected override Task OnFrame(in InboundFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.DirectMessage:
                return OnMessage(frame);
            case FrameType.DirectRead:
                return OnRead(frame);
            case FrameType.DirectTyping:
                return OnTyping(frame);
            default:
                TakeFrame();
                return Task.CompletedTask;
        }
    }

    /// <summary>Follows a direct conversation that has begun, and the other one's coming and going.</summary>
    private void Follow(Conversation direct, long position)
    {
        if (!Connection.IsOpen || direct.PairKey is not { } pair || DirectKeys.OtherUser(direct.Key, Me.Id) is not { } other)
            return;
        Connection.Loop.Registry.Follow(Connection, Topic.Of(direct.Id), position);
        Connection.Loop.Registry.Follow(Connection, Topic.PresenceOf(other), position: 0);
        if (_directs.TryAdd(DirectKeys.OtherKey(pair, Me.Key), direct.Id) && _isLive)
            _ = RunAsync("presence", () => ShowIfOnlineAsync(other));
    }

    private async Task ShowIfOnlineAsync(UserId other)
    {
        if (!Services.Presence.IsOnline(other) || !(await Services.Accounts.FindAsync(other, CancellationToken.None)).TryGet(out var user, out _))
            return;
        Connection.SendFromAnywhere(FrameWriting.Person("user_joined", DirectCodec.RoomId, user.AsPerson(), Now));
    }

    private void StoreMarks(IReadOnlyDictionary<ConversationId, long> arrived)
    {
        var me = Me.Id;
        // Not through RunAsync: that it failed is nothing to the client, who will see the messages again.
        _ = Task.Run(async () =>
        {
            try
            {
                await Task.WhenAll(arrived.Select(mark => Services.Receipts.MoveAsync(me, ConversationRef.Of(mark.Key), mark.Value, 0)));
            }
            catch (Exception e)
            {
                Log.MarksFailed(Services.Logger, e);
            }
        });
    }

    private static partial class Log
    {
        [LoggerMessage(5222, LogLevel.Warning, "That direct messages arrived could not be stored; they will be sent again.")]
        public static partial void MarksFailed(ILogger logger, Exception exception);
    }
}
