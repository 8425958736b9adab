using System.ComponentModel.DataAnnotations;

namespace Parlance.Dialects.Hosting.Health;

public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>
    /// How long readiness is false before the first connection is closed, so that a load balancer sends those who come back elsewhere. Default 1 s;
    /// set it to the period of the probe.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Notice { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time that connections and queues get to end in order after SIGTERM. Default 20 s. Whoever stops the process must wait longer than this before killing it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);
}
