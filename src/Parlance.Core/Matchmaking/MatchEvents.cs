using Parlance.Core.Events;

namespace Parlance.Core.Matchmaking;

/// <summary>The seeker is in the queue and nobody was there for it; told once a stay.</summary>
public sealed record WaitingForMatch(SeekerId To, TicketId Ticket) : SeekerEvent(To);

/// <summary>Two are together. Each is told once.</summary>
/// <param name="IsInitiator">True for the one who had waited longer: it makes the first WebRTC offer. Exactly one of the two is.</param>
public sealed record MatchFound(SeekerId To, MatchId Match, MatchParty Partner, bool IsInitiator) : SeekerEvent(To);

/// <summary>The match is over; told once to each who is still connected, whoever ended it.</summary>
/// <param name="IsOwn">The seeker ended it itself.</param>
public sealed record MatchOver(SeekerId To, MatchId Match, MatchEnding Ending, bool IsOwn) : SeekerEvent(To);

/// <summary>A line of the partner; never stored.</summary>
/// <param name="From">As <see cref="MatchParty.Key"/>.</param>
public sealed record MatchText(SeekerId To, MatchId Match, string From, string Text) : SeekerEvent(To)
{
    /// <summary>One of the operator's filters wants the moderators to see it; nothing else of a match is ever kept.</summary>
    public bool IsFlagged { get; init; }
}

/// <summary>What the partner's program tells this one to set up the call; only relayed, never stored, and nobody here reads it.</summary>
/// <param name="Payload">One JSON value as it was sent.</param>
public sealed record MatchSignal(SeekerId To, MatchId Match, string From, string Payload) : SeekerEvent(To);
