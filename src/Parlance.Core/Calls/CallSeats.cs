namespace Parlance.Core.Calls;

/// <summary>One participant from the side of the connection that has it.</summary>
/// <param name="Record">The call's, without parties.</param>
/// <param name="Attends">Counts as being in the room, for clients who are shown who is there.</param>
public sealed record CallSeat(CallRecord Record, ParticipantId Participant, ConversationId Conversation, UserId User, bool Attends, bool Broadcasts)
{
    private int _hasSignalled; // interlocked

    public CallId Call { get; } = new(Record.Id);

    /// <returns>True the first time.</returns>
    internal bool NoteSignal() => Interlocked.Exchange(ref _hasSignalled, 1) == 0;
}

/// <summary>The parts that one connection has in calls; whoever owns the connection says when it ends. Safe for concurrent use.</summary>
public sealed class CallSeats
{
    private static readonly CallSeat[] Closed = [new(new CallRecord(default, default, null, default), default, default, default, false, false)];

    private CallSeat[] _seats = []; // replaced whole

    public bool Has(ParticipantId participant) => Array.Exists(Now, seat => seat.Participant == participant);

    public CallSeat? In(CallId call) => Array.Find(Now, seat => seat.Call == call);

    public IEnumerable<CallSeat> In(ConversationId conversation) => Now.Where(seat => seat.Conversation == conversation);

    private CallSeat[] Now => Volatile.Read(ref _seats) is var seats && ReferenceEquals(seats, Closed) ? [] : seats;

    /// <returns>False when the connection has ended.</returns>
    internal bool TryAdd(CallSeat seat)
    {
        while (true)
        {
            var before = Volatile.Read(ref _seats);
            if (ReferenceEquals(before, Closed))
                return false;
            if (Interlocked.CompareExchange(ref _seats, [.. before, seat], before) == before)
                return true;
        }
    }

    /// <returns>The seat; null when somebody else removed it.</returns>
    internal CallSeat? Remove(ParticipantId participant)
    {
        while (true)
        {
            var before = Volatile.Read(ref _seats);
            if (ReferenceEquals(before, Closed) || Array.Find(before, seat => seat.Participant == participant) is not { } found)
                return null;
            if (Interlocked.CompareExchange(ref _seats, [.. before.Where(seat => seat != found)], before) == before)
                return found;
        }
    }

    /// <returns>What it had; nothing can be added any more.</returns>
    internal IReadOnlyList<CallSeat> Close() => Interlocked.Exchange(ref _seats, Closed) is var seats && ReferenceEquals(seats, Closed) ? [] : seats;
}
