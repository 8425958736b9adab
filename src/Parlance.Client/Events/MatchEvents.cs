using System.Text.Json;

namespace Parlance.Client;

/// <summary>Nobody is there yet; told once until somebody is, or one leaves.</summary>
public sealed record WaitingForMatch : ParlanceEvent;

/// <summary>Somebody was found. A match ends with the connection: after a reconnect one joins again.</summary>
public sealed record Matched : ParlanceEvent
{
    /// <summary>The match's id.</summary>
    public string Match { get; init; } = "";

    /// <summary>`video` or `text`.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Makes the first offer of the call; exactly one of the two is.</summary>
    public bool Initiator { get; init; }

    public MatchPartner Partner { get; init; } = new("");

    /// <summary>As `RTCPeerConnection` takes them.</summary>
    public IReadOnlyList<IceServer> IceServers { get => field ?? []; init; } = [];
}

/// <param name="Key">A user's id in digits, or what somebody without an account is called.</param>
public sealed record MatchPartner(string Key)
{
    /// <summary>Null for somebody without an account.</summary>
    public long? User { get; init; }

    /// <summary>Null for guests and for somebody without an account.</summary>
    public string? Username { get; init; }

    public string Name { get; init; } = "";

    public string? AvatarUrl { get; init; }
}

/// <summary>What the partner says.</summary>
public sealed record MatchText : ParlanceEvent
{
    public string Match { get; init; } = "";

    public string Text { get; init; } = "";
}

/// <summary>What the partner's program says to set up a call.</summary>
public sealed record MatchSignal : ParlanceEvent
{
    public string Match { get; init; } = "";

    public JsonElement Payload { get; init; }
}

public sealed record MatchEnded : ParlanceEvent
{
    public string Match { get; init; } = "";

    /// <summary>`next`, `left`, `banned`, `blocked` or `stopped`.</summary>
    public string Reason { get; init; } = "";

    /// <summary>One ended it oneself.</summary>
    public bool Own { get; init; }
}
