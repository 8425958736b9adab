using System.Text.Json.Serialization;

namespace Parlance.Client;

public enum MemberRole
{
    [JsonStringEnumMemberName("member")]
    Member,
    [JsonStringEnumMemberName("moderator")]
    Moderator,
    [JsonStringEnumMemberName("host")]
    Host,
}

public enum MemberState
{
    [JsonStringEnumMemberName("joined")]
    Joined,
    [JsonStringEnumMemberName("left")]
    Left,
    [JsonStringEnumMemberName("removed")]
    Removed,
    [JsonStringEnumMemberName("banned")]
    Banned,
}

/// <summary>One person's place in one conversation.</summary>
public sealed record Member
{
    public long User { get; init; }

    /// <summary>As shown in this conversation.</summary>
    public string Name { get; init; } = "";

    public string? AvatarUrl { get; init; }

    public MemberRole Role { get; init; }

    public MemberState State { get; init; }

    /// <summary>Watermark: messages up to this sequence number reached a device.</summary>
    public long Delivered { get; init; }

    /// <summary>Watermark: messages up to this sequence number were read.</summary>
    public long Read { get; init; }

    public DateTimeOffset JoinedAt { get; init; }
}
