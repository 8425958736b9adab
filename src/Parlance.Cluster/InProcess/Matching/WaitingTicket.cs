using Parlance.Core.Matchmaking;

namespace Parlance.Cluster.InProcess.Matching;

/// <summary>A ticket in the queue with what the index knows of it. Guarded by the queue's lock.</summary>
/// <param name="number">Grows with every ticket that enters: the order of those that are equally old.</param>
internal sealed class WaitingTicket(Ticket ticket, long number)
{
    public Ticket Ticket { get; } = ticket;

    public Place Place { get; } = new(ticket.Since, number);

    /// <summary>False for good once it is claimed or has left; lists may hold it for a while longer.</summary>
    public bool IsWaiting { get; set; } = true;

    /// <summary>How many steps of the schedule were behind it when it was last put among <see cref="Trait.Wanted"/> or the easy ones; only ever grows.</summary>
    public int Stage { get; set; } = -1;

    /// <summary>The wish under which those who have what it wants find it, as an index of <see cref="MatchSchedule.Wishes"/>; -1 when it insists on nothing.</summary>
    public int Primary { get; set; } = -1;

    /// <summary>What it is, by wish of others.</summary>
    public Trait[][] Offers { get; } = new Trait[MatchSchedule.Wishes.Length][];

    /// <summary>What it wishes for, by wish, insisted on or not; for interests and languages the same array as <see cref="Offers"/>.</summary>
    public Trait[][] Wants { get; } = new Trait[MatchSchedule.Wishes.Length][];

    /// <summary>Where a search that stopped at its bound goes on; null when none did.</summary>
    public SearchProgress? Progress { get; set; }
}

/// <summary>A search of many parts.</summary>
/// <param name="Change">What <see cref="MatchSchedule.NextChange"/> said when it began: when that says something else, those looked at before may do now.</param>
/// <param name="After">All before this place have been looked at.</param>
/// <param name="Recent">A recent partner who does when nobody else is found.</param>
internal sealed record SearchProgress(TimeSpan? Change, Place After, WaitingTicket? Recent);

/// <summary>A place in the order of the queue.</summary>
internal readonly record struct Place(TimeSpan Since, long Number)
{
    public static readonly Place BeforeAll = new(TimeSpan.MinValue, 0);

    public bool IsBefore(Place other) => Since < other.Since || (Since == other.Since && Number < other.Number);
}
