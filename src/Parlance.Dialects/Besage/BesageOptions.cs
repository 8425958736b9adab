using Parlance.Core.Limits;

namespace Parlance.Dialects.Besage;

public sealed class BesageOptions
{
    public const string Section = "Besage";

    /// <summary>Public address of an image worker, `https://cdn.example.com`; profile pictures go there. Default: none, this server keeps them. Also set by `WORKER_URL`.</summary>
    public string WorkerUrl { get; init; } = "";

    /// <summary>What the worker asks for in `X-Custom-Auth-Key`. Default: none. Also set by `WORKER_AUTH_KEY`.</summary>
    public string WorkerAuthKey { get; init; } = "";

    /// <summary>False keeps the pictures here although a worker is set. Default true. Also set by `USE_WORKER_URL`.</summary>
    public bool UseWorker { get; init; } = true;

    /// <summary>Messages one connection may send. Default 30, refilled over 10 s.</summary>
    public RateLimit MessagesPerConnection { get; init; } = new(30, TimeSpan.FromSeconds(10));

    /// <summary>Other frames of one connection: typing, receipts, what is no frame. Default 300, refilled over 10 s. Whoever goes on regardless is closed.</summary>
    public RateLimit FramesPerConnection { get; init; } = new(300, TimeSpan.FromSeconds(10));
}
