namespace Parlance.Client;

public enum CallKind
{
    /// <summary>Everybody sends to everybody.</summary>
    Mesh,

    /// <summary>One sends to all who watch; in rooms only.</summary>
    Broadcast,
}

/// <summary>An entry for `RTCPeerConnection`'s `iceServers`.</summary>
public sealed record IceServer(IReadOnlyList<string> Urls, string? Username = null, string? Credential = null);

/// <param name="ExpiresAt">Ask again before; running calls keep what they have.</param>
public sealed record IceReply(IReadOnlyList<IceServer> IceServers, DateTimeOffset ExpiresAt);

/// <summary>One connection in a call.</summary>
/// <param name="Participant">Its id, which signals can be addressed to.</param>
/// <param name="Media">`video`, `audio`, `screen` or `none`.</param>
public sealed record CallParticipant(string Participant, long User, string Name, string Media);

/// <summary>A call that goes on.</summary>
public sealed record Call
{
    public long Conversation { get; init; }

    /// <summary>Its id.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("call")]
    public string Id { get; init; } = "";

    /// <summary>`mesh` or `broadcast`.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Who started it.</summary>
    public long By { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Of two views of one call the higher is the newer.</summary>
    public int Revision { get; init; }

    public bool Ringing { get; init; }

    /// <summary>Of a broadcast: the one who sends.</summary>
    public IReadOnlyList<CallParticipant> Participants { get => field ?? []; init; } = [];

    /// <summary>Of a broadcast.</summary>
    public int? Viewers { get; init; }
}

/// <param name="Participant">What this connection is in the call.</param>
public sealed record CallView(Call Call, string Participant);

/// <summary>How one's own part in a call went; what is null is not said.</summary>
public sealed record CallReport
{
    /// <summary>`answered`, `signalled` or `connected`.</summary>
    public string? Stage { get; init; }

    /// <summary>`host`, `srflx`, `prflx` or `relay`.</summary>
    public string? LocalCandidate { get; init; }

    public string? RemoteCandidate { get; init; }

    public TimeSpan? Setup { get; init; }

    /// <summary>`hung_up`, `cancelled`, `failed` or `lost`.</summary>
    public string? Ended { get; init; }
}

internal sealed record CallsReply(IReadOnlyList<Call> Calls);
