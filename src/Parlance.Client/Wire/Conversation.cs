using System.Text.Json.Serialization;

namespace Parlance.Client;

public enum ConversationKind
{
    [JsonStringEnumMemberName("room")]
    Room,
    [JsonStringEnumMemberName("direct")]
    Direct,
    [JsonStringEnumMemberName("group")]
    Group,
    [JsonStringEnumMemberName("match")]
    Match,
}

public enum Privacy
{
    [JsonStringEnumMemberName("public")]
    Public,

    /// <summary>Not listed; whoever knows the key may join.</summary>
    [JsonStringEnumMemberName("private")]
    Private,

    /// <summary>Listed; joining needs the password.</summary>
    [JsonStringEnumMemberName("password")]
    Password,
}

public sealed record Conversation
{
    public long Id { get; init; }

    public string Key { get; init; } = "";

    public ConversationKind Kind { get; init; }

    public Privacy Privacy { get; init; }

    /// <summary>Empty for direct conversations.</summary>
    public string Name { get; init; } = "";

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string> Tags { get => field ?? []; init; } = [];

    public string? ThumbnailUrl { get; init; }

    /// <summary>Null for direct conversations.</summary>
    public long? Host { get; init; }

    public int MaxMembers { get; init; }

    public int Members { get; init; }

    /// <summary>Sequence number of the newest message, 0 when there is none.</summary>
    public long LastSeq { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long Position { get; init; }

    public bool Deleted { get; init; }
}
