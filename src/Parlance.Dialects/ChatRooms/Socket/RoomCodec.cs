using Parlance.Core.Events;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Events of a room as this wire says them. It has no word for edits, deletions, reactions, receipts and memberships.</summary>
internal sealed class RoomCodec : SocketCodec
{
    public override SocketRules Rules => ChatRoomsRules.Sockets;

    public override Frame? Encode(ChatEvent e) => e switch
    {
        MessagePosted posted => RoomFrames.Message(posted.Message),
        Typing typing => RoomFrames.Typing(typing),
        Entered entered => FrameWriting.Person("user_joined", entered.ConversationKey, entered.Who, entered.At),
        Departed departed => FrameWriting.Person("user_left", departed.ConversationKey, departed.Who, departed.At),
        BroadcastStarted started => RoomFrames.Broadcast("broadcast-started", started),
        BroadcastStopped stopped => RoomFrames.Broadcast("broadcast-stopped", stopped),
        AppearanceChanged changed => RoomFrames.Appearance(changed),
        _ => null,
    };
}
