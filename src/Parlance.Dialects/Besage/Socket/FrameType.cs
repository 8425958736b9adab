namespace Parlance.Dialects.Besage.Socket;

/// <summary>What a client's frame asks for.</summary>
internal enum FrameType
{
    /// <summary>A type nobody knows, or one that is no string: ignored.</summary>
    Other,

    /// <summary>Also a frame without a type.</summary>
    ChatMessage,
    Typing,
    ReadMessages,
    DeliveredMessages,
}
