namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>What a client's frame asks for, on both sockets of the dialect.</summary>
internal enum FrameType
{
    /// <summary>A type nobody knows, or one that is no string: ignored.</summary>
    Other,

    /// <summary>Also a frame without a type.</summary>
    Message,
    TypingStart,
    TypingStop,
    KeepAlive,
    Pong,
    ProfileUpdated,
    AvatarUpdated,
    Signal,
    BroadcastStarted,
    BroadcastStopped,
    DirectMessage,
    DirectTyping,
    DirectRead,
}
