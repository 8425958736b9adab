namespace Parlance.Core.Matchmaking;

/// <summary>One connection at the <see cref="Matchmaker"/>, from opening to closing. All state is guarded by the matchmaker's lock.</summary>
internal sealed class Seeker(SeekerId id, MatchParty party, RequeuePolicy requeue, ISeekerConnection connection)
{
    public SeekerId Id { get; } = id;

    public MatchParty Party { get; } = party;

    public RequeuePolicy Requeue { get; } = requeue;

    public ISeekerConnection Connection { get; } = connection;

    public SeekerState State { get; set; } = SeekerState.Idle;

    /// <summary>Counts changes of state, so that what was begun before one notices that it is too late.</summary>
    public int Visit { get; set; }

    public MatchPreferences Preferences { get; set; } = MatchPreferences.None;

    /// <summary>Set while in the queue or on the way into it or out of it.</summary>
    public Ticket? Ticket { get; set; }

    /// <summary>When the stay in the queue began that goes on now.</summary>
    public TimeSpan Since { get; set; }

    /// <summary>It was told that it waits, in this stay.</summary>
    public bool ToldWaiting { get; set; }

    public ActiveMatch? Match { get; set; }

    public void Become(SeekerState state)
    {
        State = state;
        Visit++;
    }
}

internal enum SeekerState
{
    /// <summary>Not looking.</summary>
    Idle,

    /// <summary>Its match is over, and by its policy it enters the queue again soon.</summary>
    Resting,

    /// <summary>On the way into the queue, or waiting until that is tried again.</summary>
    Entering,

    Waiting,

    /// <summary>Taken out of the queue with a partner; both are being asked whether they are there.</summary>
    Claimed,

    Matched,

    Closed,
}

/// <summary>A match that goes on.</summary>
/// <param name="Began">On the monotonic clock, so that a corrected wall clock makes no match longer or shorter than it was.</param>
internal sealed record ActiveMatch(MatchRecord Record, Seeker First, Seeker Second, TimeSpan Began)
{
    public Seeker PartnerOf(Seeker seeker) => seeker == First ? Second : First;
}
