using Parlance.Core;
using Parlance.Dialects.Hosting;
using Parlance.Sockets;

namespace Parlance.Dialects.ChatRooms.Socket;

/// <summary>Why this dialect ends a connection. The client comes back ten times whatever the code, except for 4004.</summary>
internal static class RoomsClosing
{
    public static readonly CloseReason UserNotFound = new(4004, "User not found", MayReconnect: false);
    public static readonly CloseReason RoomNotFound = new(4004, "Room not found", MayReconnect: false);
    public static readonly CloseReason PutOut = new(4003, "forbidden; you are no longer in this room", MayReconnect: false);
    public static readonly CloseReason Flood = new(1013, "flood; pause before coming back", MayReconnect: true);

    public static readonly Refusal NotTheirs = new(
        RefusalCode.Forbidden, "This user is somebody else.", "Sign in or join again from this browser, then connect; ROOMS_STRICT=false lets everybody speak for anybody.");

    /// <param name="gone">The reason when what was asked for cannot be or is not there.</param>
    public static CloseReason Of(Refusal refusal, CloseReason gone)
    {
        if (refusal.Code is RefusalCode.Invalid or RefusalCode.NotFound || ReferenceEquals(refusal, ChatRoomsErrors.GuestsClosed) || ReferenceEquals(refusal, ChatRoomsErrors.RoomClosed))
            return gone;
        if (refusal.Code is RefusalCode.RateLimited or RefusalCode.Unavailable)
            return CloseReason.TryLater;
        return new CloseReason(4003, $"{Refusals.Name(refusal.Code)}; {refusal.Sentence}", MayReconnect: false);
    }
}
