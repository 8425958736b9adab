using System.ComponentModel.DataAnnotations;

namespace Parlance.Dialects.Hosting.Health;

public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>Time that connections and queues get to end in order after SIGTERM. Default 20 s. Whoever stops the process must wait longer than this before killing it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
