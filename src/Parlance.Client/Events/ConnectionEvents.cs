using System.Text.Json.Serialization;

namespace Parlance.Client;

public enum ResumeKind
{
    /// <summary>A first connection: nothing to catch up with.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>What was missed follows, then <see cref="Resumed"/>.</summary>
    [JsonStringEnumMemberName("replay")]
    Replay,

    /// <summary>Too much was missed; a <see cref="Snapshot"/> follows.</summary>
    [JsonStringEnumMemberName("snapshot")]
    Snapshot,
}

/// <summary>A connection stands and the server knows who we are.</summary>
public sealed record Connected(User User, ResumeKind Resume) : ParlanceEvent;

/// <summary>The connection is gone; the client tries again by itself.</summary>
/// <param name="Code">The server's close code; null when the connection broke without one.</param>
/// <param name="RetryIn">How long the client waits before the next attempt.</param>
public sealed record Disconnected(int? Code, string Reason, TimeSpan RetryIn) : ParlanceEvent;

/// <summary>Everything missed while away was given.</summary>
public sealed record Resumed(long Position) : ParlanceEvent;

/// <summary>
/// Too much was missed to be replayed: what the application holds is out of date. Read conversations and history anew; every change after
/// <paramref name="Position"/> follows as events.
/// </summary>
public sealed record Snapshot(long Position) : ParlanceEvent;
