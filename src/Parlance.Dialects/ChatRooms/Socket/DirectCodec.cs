using Parlance.Core.Events;
using Parlance.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Events of direct conversations and of those one has some with, as this wire says them.</summary>
/// <remarks>A receipt that moved is not `dm_read`: delivery moves them too. <see cref="DirectRead"/> is.</remarks>
internal sealed class DirectCodec() : SocketCodec(reportsDeliveries: true)
{
    /// <summary>What frames about presence call the channel.</summary>
    public const string RoomId = "dm";

    public override SocketRules Rules => ChatRoomsRules.Sockets;

    public override Frame? Encode(ChatEvent e) => e switch
    {
        MessagePosted posted => DirectFrames.Message(posted.Message),
        Typing typing => DirectFrames.Typing(typing.Who, typing.IsTyping, typing.At),
        DirectRead read => DirectFrames.Read(read),
        PresenceChanged presence => FrameWriting.Person(presence.IsOnline ? "user_joined" : "user_left", RoomId, presence.Who, presence.At),
        _ => null,
    };
}
