using System.Collections.Immutable;
using Parlance.Core.Accounts;

namespace Parlance.Core.Calls;

public enum CallKind
{
    /// <summary>Everybody sends to everybody; one a conversation.</summary>
    Mesh = 0,

    /// <summary>One sends to all who watch; one a person in a room, as many as there are people.</summary>
    Broadcast = 1,
}

/// <summary>What somebody sends.</summary>
public enum CallMedia
{
    Video = 0,
    Audio = 1,
    Screen = 2,

    /// <summary>Nothing: watches or listens.</summary>
    None = 3,
}

/// <summary>How a call, or somebody's part in it, ended. Stored as its number.</summary>
public enum CallEnding
{
    /// <summary>Somebody hung up; the last one, where there were several.</summary>
    Left = 1,

    /// <summary>Whoever was called did not want to.</summary>
    Declined = 2,

    /// <summary>Nobody answered in time.</summary>
    Unanswered = 3,

    /// <summary>The caller hung up before anybody answered.</summary>
    Cancelled = 4,

    /// <summary>The connection ended.</summary>
    Lost = 5,

    /// <summary>Left the conversation, was put out of it, or it was deleted.</summary>
    Removed = 6,
}

/// <param name="Number">Grows in order of joining.</param>
/// <param name="IsAddressable">Has a connection of its own that signals can be meant for. Clients of wires that know no participants are reached as persons.</param>
public sealed record CallParticipant(ParticipantId Id, Person Who, CallMedia Media, int Number = 0, bool IsAddressable = true);

/// <summary>A call that goes on, or has just ended. Immutable: each change makes another with a higher <see cref="Revision"/>.</summary>
public sealed record Call
{
    public required CallId Id { get; init; }

    public required CallKind Kind { get; init; }

    public required ConversationId Conversation { get; init; }

    /// <summary>As <see cref="Conversations.Conversation.PublicKey"/>.</summary>
    public required string ConversationKey { get; init; }

    /// <summary>Between the two of a direct conversation: it rings, and ends when one of them hangs up.</summary>
    public bool IsDirect { get; init; }

    public required UserId StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Nobody has answered yet.</summary>
    public bool IsRinging { get; init; }

    public int Revision { get; init; } = 1;

    public ImmutableDictionary<ParticipantId, CallParticipant> Participants { get; init; } = ImmutableDictionary<ParticipantId, CallParticipant>.Empty;

    /// <summary>Of a broadcast: the one who sends; else null.</summary>
    public CallParticipant? Broadcaster { get; init; }

    /// <summary>Null while it goes on.</summary>
    public CallEnding? Ending { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public bool IsOver => Ending is not null;

    /// <summary>A call of the one who starts it.</summary>
    public static Call Begin(CallKind kind, ConversationId conversation, string conversationKey, CallParticipant first, DateTimeOffset now, bool isDirect = false) => new()
    {
        Id = CallId.New(now),
        Kind = kind,
        Conversation = conversation,
        ConversationKey = conversationKey,
        IsDirect = isDirect,
        StartedBy = first.Who.Id,
        StartedAt = now,
        IsRinging = isDirect,
        Participants = ImmutableDictionary<ParticipantId, CallParticipant>.Empty.Add(first.Id, first),
        Broadcaster = kind == CallKind.Broadcast ? first : null,
    };

    public Call Joined(CallParticipant participant) => this with
    {
        Participants = Participants.Add(participant.Id, participant),
        IsRinging = IsRinging && participant.Who.Id == StartedBy,
        Revision = Revision + 1,
    };

    /// <summary>Without that participant, and ended when that was the last, the broadcaster, or one of two who hung up.</summary>
    public Call Left(ParticipantId participant, CallEnding why, DateTimeOffset now)
    {
        var gone = Participants[participant];
        var after = this with { Participants = Participants.Remove(participant), Revision = Revision + 1 };
        var isOver = after.Participants.IsEmpty || participant == Broadcaster?.Id || (IsDirect && why == CallEnding.Left && after.IsOfOne);
        return !isOver ? after : after with { Ending = IsRinging && why == CallEnding.Left ? CallEnding.Cancelled : why, EndedAt = now, IsRinging = false };
    }

    public Call Ended(CallEnding why, DateTimeOffset now) => this with { Ending = why, EndedAt = now, IsRinging = false, Revision = Revision + 1 };

    private bool IsOfOne => !IsRinging && Participants.Values.Select(one => one.Who.Id).Distinct().Count() == 1;
}
