namespace Parlance.Core.Operation;

/// <summary>Work that has to be brought to an end before the process may: connections to close in waves, a log to flush.</summary>
/// <remarks>
/// Called once, after readiness has turned false and while HTTP is still served. All drains run at the same time and share one time limit.
/// </remarks>
public interface IDrain
{
    /// <summary>What is drained, for the log: `connections`.</summary>
    string Name { get; }

    /// <param name="cancellationToken">Cancelled when the time is up; then let go of what is left.</param>
    Task DrainAsync(CancellationToken cancellationToken);
}
