using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parlance.Client;

/// <summary>A call began, ended, or somebody came into it or went.</summary>
public sealed record CallChanged : ParlanceEvent
{
    public long Conversation { get; init; }

    /// <summary>The call's id.</summary>
    [JsonPropertyName("call")]
    public string Id { get; init; } = "";

    /// <inheritdoc cref="Call.Kind"/>
    public string Kind { get; init; } = "";

    public long By { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <inheritdoc cref="Call.Revision"/>
    public int Revision { get; init; }

    public bool Ringing { get; init; }

    /// <inheritdoc cref="Call.Participants"/>
    public IReadOnlyList<CallParticipant> Participants { get => field ?? []; init; } = [];

    public int? Viewers { get; init; }

    /// <summary>Who came in by this.</summary>
    public CallParticipant? Joined { get; init; }

    /// <summary>Who went by this.</summary>
    public CallParticipant? Left { get; init; }

    /// <summary>How the call ended; null while it goes on.</summary>
    public string? Ended { get; init; }
}

/// <summary>What somebody's program says to set up a call.</summary>
public sealed record SignalReceived : ParlanceEvent
{
    public long Conversation { get; init; }

    /// <summary>User id.</summary>
    public long From { get; init; }

    /// <summary>Null when the sender's connection is in no call, as <see cref="Participant"/> then is.</summary>
    public string? Call { get; init; }

    /// <summary>The sender's.</summary>
    public string? Participant { get; init; }

    public JsonElement Payload { get; init; }
}
