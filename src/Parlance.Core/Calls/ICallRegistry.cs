namespace Parlance.Core.Calls;

/// <summary>Which calls go on now, and who is in them. Ends with the process that holds it, as the calls' connections do.</summary>
/// <remarks>
/// Tells the bus of each change with <see cref="CallChanged"/>; those of one call come in the order of their revisions. Each change happens wholly or not at all, also when
/// several nodes try at once. Safe for concurrent use.
/// </remarks>
public interface ICallRegistry
{
    /// <summary>Begins a call; <paramref name="call"/> has its first participant.</summary>
    /// <returns>Null when it began; else the call that stands in its way: the conversation's mesh, or what the same person broadcasts there.</returns>
    ValueTask<Call?> StartAsync(Call call);

    /// <summary>One more participant; their number is given here.</summary>
    /// <param name="max">Of a mesh: participants it may have.</param>
    /// <returns>The call with them, `not_found` or `full`.</returns>
    ValueTask<Outcome<Call>> JoinAsync(CallId call, CallParticipant participant, int max);

    /// <returns>The call as it is without them, ended perhaps; null when they were not in it.</returns>
    ValueTask<Call?> LeaveAsync(CallId call, ParticipantId participant, CallEnding why);

    /// <param name="onlyIfRinging">Does nothing once somebody has answered.</param>
    /// <returns>The ended call; null when it had ended, or was answered.</returns>
    ValueTask<Call?> EndAsync(CallId call, CallEnding why, bool onlyIfRinging = false);

    /// <summary>The conversation's calls as this node knows them, oldest first. Never waits.</summary>
    IReadOnlyList<Call> In(ConversationId conversation);

    /// <summary>As this node knows it; null when it is over. Never waits.</summary>
    Call? Find(CallId call);

    /// <summary>Calls that go on, and participants in all of them. Never waits.</summary>
    (int Calls, int Participants) Totals();
}
