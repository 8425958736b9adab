namespace Parlance.Client;

// What carries no position: nothing is lost that lasts when one of these is missed.

public sealed record TypingChanged : ParlanceEvent
{
    public long Conversation { get; init; }

    public long User { get; init; }

    public string Name { get; init; } = "";

    public bool On { get; init; }
}

/// <summary>A watched person came or went; also given for each watched person after a reconnect.</summary>
public sealed record PresenceChanged : ParlanceEvent
{
    public long User { get; init; }

    public bool Online { get; init; }

    public DateTimeOffset? LastSeen { get; init; }
}

public sealed record ProfileChanged : ParlanceEvent
{
    public User User { get; init; } = new();
}

/// <summary>The access token ends soon. The client renews it by itself when it has a refresh token; otherwise call `UseTokenAsync`.</summary>
public sealed record TokenExpiring : ParlanceEvent
{
    public DateTimeOffset ExpiresAt { get; init; }
}
