using Parlance.Core.Limits;

namespace Parlance.Dialects.FortiFun;

public sealed class FortiFunOptions
{
    public const string Section = "Forti";

    /// <summary>Whether sockets that joined a conversation get each message a second time, as a bare object without `type`, which the replaced server sent. Default false. Also set by `FORTI_RAW_MESSAGE_FRAMES`.</summary>
    public bool RawMessageFrames { get; init; }

    /// <summary>Frames of one socket. Default 20 a second. Whoever goes on regardless is closed.</summary>
    public RateLimit FramesPerConnection { get; init; } = new(20, TimeSpan.FromSeconds(1));

    /// <summary>Likes of one person. Default 50 an hour.</summary>
    public RateLimit LikesPerUser { get; init; } = new(50, TimeSpan.FromHours(1));

    /// <summary>Likes, skips, blocks and their opposites of one person. Default 100 an hour.</summary>
    public RateLimit MatchingPerUser { get; init; } = new(100, TimeSpan.FromHours(1));
}
