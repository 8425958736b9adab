using System.ComponentModel.DataAnnotations;

namespace Parlance.Core.Calls;

public sealed class CallOptions
{
    public const string Section = "Calls";

    /// <summary>`turn:` and `turns:` addresses that clients are given with credentials. Default: none.</summary>
    public IReadOnlyList<string> TurnUrls { get; init; } = [];

    /// <summary>What the TURN servers know as their shared secret (coturn: `static-auth-secret`). Default: none.</summary>
    public string TurnSecret { get; init; } = "";

    /// <summary>`stun:` addresses that clients are given. Default: none.</summary>
    public IReadOnlyList<string> StunUrls { get; init; } = [];

    /// <summary>How long TURN credentials are good. Default 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan TurnLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Largest payload of one signal, in bytes. Default 64 KiB.</summary>
    [Range(1_024, 1_048_576)]
    public int MaxSignalBytes { get; init; } = 64 * 1024;

    /// <summary>Participants of a call in which everybody sends to everybody. Default 8.</summary>
    [Range(2, 64)]
    public int MaxMesh { get; init; } = 8;

    /// <summary>How long a call in a direct conversation rings. Default 45 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>How long the record of a call is kept. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan RecordRetention { get; init; } = TimeSpan.FromDays(30);
}
