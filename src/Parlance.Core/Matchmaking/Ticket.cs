namespace Parlance.Core.Matchmaking;

/// <summary>Somebody waiting for a partner. Immutable.</summary>
/// <param name="Seeker">The connection that waits.</param>
/// <param name="Since">When the waiting began, on the monotonic clock (<see cref="Clock.Elapsed"/>). A ticket that comes back because its partner turned out
/// dead keeps it, and with it its place.</param>
public sealed record Ticket(TicketId Id, SeekerId Seeker, MatchParty Party, MatchPreferences Preferences, TimeSpan Since)
{
    /// <summary>Those whom the user blocks and those who block the user.</summary>
    public IReadOnlySet<UserId> Blocked { get; init; } = System.Collections.Frozen.FrozenSet<UserId>.Empty;
}
