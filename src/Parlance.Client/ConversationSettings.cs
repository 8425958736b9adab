namespace Parlance.Client;

/// <summary>The fields of a room or group; in an update, null leaves a field as it is.</summary>
public sealed record ConversationSettings
{
    public string? Name { get; init; }

    /// <summary>Creation only; null lets the server choose one.</summary>
    public string? Key { get; init; }

    public Privacy? Privacy { get; init; }

    /// <summary>Four or more characters, with <see cref="Client.Privacy.Password"/>.</summary>
    public string? Password { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public int? MaxMembers { get; init; }

    /// <summary>Update only: the member to hand the conversation to.</summary>
    public long? Host { get; init; }
}
