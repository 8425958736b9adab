namespace Parlance.Core.Conversations;

public enum ConversationKind
{
    /// <summary>Has a name, is listed unless private, is joined at will.</summary>
    Room = 0,

    /// <summary>Exactly two people; opening it again finds the same one.</summary>
    Direct = 1,

    /// <summary>A closed circle: members add members.</summary>
    Group = 2,

    /// <summary>Two people brought together at random; its text is not stored.</summary>
    Match = 3,
}

public enum Privacy
{
    Public = 0,

    /// <summary>Not listed; whoever knows the key may join.</summary>
    Private = 1,

    /// <summary>Listed; joining needs the password.</summary>
    Password = 2,
}

public sealed record Conversation
{
    public required ConversationId Id { get; init; }

    /// <summary>Public text id: a UUID, or what a client put in its path, e.g. `test-room`. Unique, case-sensitive, at most 128 characters.
    /// A direct conversation's key is `direct:` + the two user ids, smaller first, joined with `-`.</summary>
    public required string Key { get; init; }

    /// <summary>Direct conversations: the two users' keys, sorted by code unit and joined with `-`, as the chat-rooms clients name them. Else null.</summary>
    public string? PairKey { get; init; }

    /// <summary>What clients that know no numbers call it.</summary>
    public string PublicKey => PairKey ?? Key;

    public required ConversationKind Kind { get; init; }

    public Privacy Privacy { get; init; }

    /// <summary>Empty for direct conversations.</summary>
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? ThumbnailUrl { get; init; }

    /// <summary>Who created a room or group, or whom that person handed it to. Null for direct conversations.</summary>
    public UserId? Host { get; init; }

    public int MaxMembers { get; init; } = 10_000;

    public string? PasswordHash { get; init; }

    /// <summary>Seconds a member waits between two messages; 0 for none. At most <see cref="Moderation.SlowMode.MaxSeconds"/>.</summary>
    public int SlowModeSeconds { get; init; }

    /// <summary>Members now; kept by the store.</summary>
    public int MemberCount { get; init; }

    /// <summary>Sequence number of the newest message, 0 when there is none.</summary>
    public long LastSeq { get; init; }

    /// <summary>Log position of the last change to any of the fields above except <see cref="LastSeq"/> and <see cref="MemberCount"/>.</summary>
    public long Position { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Deleted conversations keep their row, so that members who were away learn of it.</summary>
    public bool IsDeleted { get; init; }

    public static string PairKeyOf(string a, string b) =>
        string.CompareOrdinal(a, b) <= 0 ? $"{a}-{b}" : $"{b}-{a}";

    public static string DirectKey(UserId a, UserId b) =>
        a.Value < b.Value ? $"direct:{a}-{b}" : $"direct:{b}-{a}";
}
