using System.Text.Json.Serialization;

namespace Parlance.Client;

public enum UserRole
{
    [JsonStringEnumMemberName("guest")]
    Guest,
    [JsonStringEnumMemberName("member")]
    Member,
    [JsonStringEnumMemberName("moderator")]
    Moderator,
    [JsonStringEnumMemberName("admin")]
    Admin,
}

/// <summary>One person as others see them.</summary>
public sealed record User
{
    public long Id { get; init; }

    /// <summary>Public text id: a UUID, or what a guest chose.</summary>
    public string Key { get; init; } = "";

    /// <summary>Null for guests.</summary>
    public string? Username { get; init; }

    public string Name { get; init; } = "";

    public string? AvatarUrl { get; init; }

    public string? Bio { get; init; }

    public UserRole Role { get; init; }

    public bool Guest { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
