namespace Parlance.Core.Conversations;

/// <summary>Smallest number, least rights. What each may do is in <see cref="Rights"/>.</summary>
public enum MemberRole
{
    Member = 0,
    Moderator = 1,
    Host = 2,
}

public enum MemberState
{
    /// <summary>In the conversation.</summary>
    Joined = 0,

    /// <summary>Went by themselves; may come back as anybody may.</summary>
    Left = 1,

    /// <summary>Was put out; may come back as anybody may.</summary>
    Removed = 2,

    /// <summary>Was put out for good.</summary>
    Banned = 3,
}

/// <summary>One person's place in one conversation. The row outlives leaving, so that others who were away learn of it.</summary>
public sealed record Member
{
    public required ConversationId Conversation { get; init; }

    public required UserId User { get; init; }

    public MemberRole Role { get; init; }

    public MemberState State { get; init; }

    /// <summary>The name shown in this conversation: what the person called themselves when they joined or last changed it.</summary>
    public required string DisplayName { get; init; }

    public string? AvatarUrl { get; init; }

    /// <summary>Watermark: every message up to this sequence number reached a device of this person.</summary>
    public long DeliveredSeq { get; init; }

    /// <summary>Watermark: every message up to this sequence number was read. Never above <see cref="DeliveredSeq"/>.</summary>
    public long ReadSeq { get; init; }

    /// <summary>Watermark: this person removed the history up to this sequence number for themselves.</summary>
    public long ClearedSeq { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>Log position of the last change of role, state, name or avatar.</summary>
    public long Position { get; init; }

    /// <summary>Log position of the last move of a watermark.</summary>
    public long ReceiptPosition { get; init; }

    /// <summary>When a watermark last moved; null when none did yet.</summary>
    public DateTimeOffset? ReceiptAt { get; init; }

    public bool IsJoined => State == MemberState.Joined;
}
