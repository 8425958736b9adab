namespace Parlance.Core.Matchmaking;

/// <summary>Two tickets taken out of the queue together, so that no other search finds either.</summary>
/// <param name="First">Who waited longer.</param>
public sealed record MatchClaim(Ticket First, Ticket Second);

/// <param name="Claim">Null when nobody was found.</param>
/// <param name="IsComplete">False when the search stopped at its bound with tickets left to look at: search again, which goes on from there.</param>
public readonly record struct SearchResult(MatchClaim? Claim, bool IsComplete);

/// <summary>Who waits, on all nodes, and who may meet whom by <see cref="MatchRules"/>.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Every call is atomic towards every other, on any node: a ticket is in at most one claim, ever, unless it enters again.</item>
/// <item>Of those a ticket may meet now, the one who waits longest is claimed; recent partners come after all others.</item>
/// <item>Nothing happens by itself: whoever's ticket it is searches again when time has changed what it insists on (<see cref="MatchSchedule.NextChange"/>).</item>
/// </list>
/// </remarks>
public interface IMatchQueue
{
    /// <summary>Puts a ticket into the queue at the place its <see cref="Ticket.Since"/> gives it, and searches for a partner.</summary>
    /// <returns>A claim takes the ticket out again.</returns>
    ValueTask<SearchResult> EnterAsync(Ticket ticket, CancellationToken cancellationToken);

    /// <summary>Searches again; nothing is found for a ticket that is not waiting.</summary>
    ValueTask<SearchResult> SearchAsync(TicketId ticket, CancellationToken cancellationToken);

    /// <returns>False when it does not wait: never entered, claimed, or left before.</returns>
    ValueTask<bool> LeaveAsync(TicketId ticket, CancellationToken cancellationToken);

    /// <summary>Remembers that the two have met, under all their <see cref="MatchParty.Identities"/>.</summary>
    ValueTask RememberAsync(MatchParty one, MatchParty other, CancellationToken cancellationToken);

    /// <summary>Why a ticket waits; null when it does not.</summary>
    ValueTask<WaitingPicture?> ExplainAsync(TicketId ticket, CancellationToken cancellationToken);

    /// <summary>Tickets waiting, on all nodes.</summary>
    ValueTask<int> CountAsync(CancellationToken cancellationToken);
}

/// <summary>The queue as one ticket sees it.</summary>
/// <param name="Waiting">Tickets waiting, the own included.</param>
/// <param name="LookedAt">Others that were looked at; fewer than wait when that would have taken long, and then the counts below are of these.</param>
/// <param name="Excluded">Of those looked at, how many are kept apart from this ticket by each rule: the first that does. Rules that exclude nobody are left out.</param>
/// <param name="ByMyWishes">Of <paramref name="Excluded"/>, how many fail a wish of this ticket itself, by wish.</param>
/// <param name="ByTheirWishes">How many this ticket would take, and they insist on something it is not.</param>
public sealed record WaitingPicture(
    int Waiting, int LookedAt, IReadOnlyDictionary<MatchRule, int> Excluded, IReadOnlyDictionary<MatchRule, int> ByMyWishes, int ByTheirWishes);
