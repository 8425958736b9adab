namespace Parlance.Dialects.ChatRooms;

public sealed class ChatRoomsOptions
{
    public const string Section = "Rooms";

    /// <summary>
    /// Whether somebody must prove to be who they act as: accounts with their token, guests by browser or address. Default true. False lets everybody act
    /// as anybody, as the replaced servers did; passwords need their owner all the same. Also set by `ROOMS_STRICT`.
    /// </summary>
    public bool Strict { get; init; } = true;

    /// <summary>Whether joining a room that does not exist makes it, and an unknown user id becomes a guest. Default true. Also set by `ROOMS_AUTO_CREATE`.</summary>
    public bool AutoCreate { get; init; } = true;
}
