using Parlance.Core;
using Parlance.Sockets;

namespace Parlance.Dialects.Besage.Socket;

/// <summary>Why this dialect ends a connection. The client comes back up to five times whatever the code, and is refused then.</summary>
internal static class BesageClosing
{
    private const int NotAllowed = 4003;

    public static readonly CloseReason SessionEnded = new(NotAllowed, "session_ended; sign in again", MayReconnect: false);
    public static readonly CloseReason Banned = new(NotAllowed, "banned; ask the operator of this server", MayReconnect: false);
    public static readonly CloseReason AccountGone = new(NotAllowed, "not_found; the account was removed", MayReconnect: false);
    public static readonly CloseReason PutOut = new(NotAllowed, "forbidden; you are no longer in this chat", MayReconnect: false);
    public static readonly CloseReason ChatDeleted = new(NotAllowed, "not_found; the chat was deleted", MayReconnect: false);
    public static readonly CloseReason Flood = new(1013, "flood; pause before coming back", MayReconnect: true);

    public static CloseReason Of(RefusalCode code) => code == RefusalCode.Banned ? Banned : SessionEnded;
}
