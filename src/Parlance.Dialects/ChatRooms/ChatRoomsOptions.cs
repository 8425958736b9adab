using Parlance.Core.Limits;

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

    /// <summary>Messages one connection may send. Default 30, refilled over 10 s.</summary>
    public RateLimit MessagesPerConnection { get; init; } = new(30, TimeSpan.FromSeconds(10));

    /// <summary>Other frames of one connection: typing, keep-alives, profile changes (each counts as ten). Default 300, refilled over 10 s. Whoever goes on regardless is closed.</summary>
    public RateLimit FramesPerConnection { get; init; } = new(300, TimeSpan.FromSeconds(10));

    /// <summary>WebRTC signals of one connection; one above 4 KiB counts as several. Default 3,000, refilled over 10 s: a broadcast begins with dozens of them for each viewer.</summary>
    public RateLimit SignalsPerConnection { get; init; } = new(3_000, TimeSpan.FromSeconds(10));
}
