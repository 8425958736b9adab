using Parlance.Core.Limits;

namespace Parlance.Dialects.Native;

public sealed class NativeOptions
{
    public const string Section = "Native";

    /// <summary>Changes a returning client is sent; when it missed more it is told to take a snapshot. Default 10,000.</summary>
    public int ResumeLimit { get; init; } = 10_000;

    /// <summary>Users one connection may watch. Default 500.</summary>
    public int MaxWatched { get; init; } = 500;

    /// <summary>Messages one connection may send. Default 30, refilled over 10 s.</summary>
    public RateLimit MessagesPerConnection { get; init; } = new(30, TimeSpan.FromSeconds(10));

    /// <summary>All commands of one connection together. Default 200, refilled over 10 s. Whoever goes on regardless is closed.</summary>
    public RateLimit CommandsPerConnection { get; init; } = new(200, TimeSpan.FromSeconds(10));
}
