using System.ComponentModel.DataAnnotations;
using Parlance.Core.Limits;

namespace Parlance.Dialects.Blink;

public sealed class BlinkOptions
{
    public const string Section = "Blink";

    /// <summary>How long after the end of a match a socket that is still open looks for the next partner. Default 750 ms: this front end comes back on a new socket, and until then nobody should be matched with the old one.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RequeueAfter { get; init; } = TimeSpan.FromMilliseconds(750);

    /// <summary>Least time between two frames to one socket. Default 20 ms: of two that arrive together this front end may see the second alone. 0 for none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan FrameSpacing { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Attempts to sign in on this wire from one address. Default 20 a minute.</summary>
    public RateLimit SignInsPerAddress { get; init; } = new(20, TimeSpan.FromMinutes(1));

    /// <summary>Bytes of call signals from one socket; more is passed over, so that nobody can fill their partner's queue. Default 512 KiB in ten seconds.</summary>
    public RateLimit SignalBytesPerConnection { get; init; } = new(512 * 1024, TimeSpan.FromSeconds(10));
}
