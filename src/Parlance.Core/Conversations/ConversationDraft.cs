namespace Parlance.Core.Conversations;

/// <summary>What somebody asks a conversation to be. Null leaves a field as it is (on change) or at its default (on creation).</summary>
public sealed record ConversationDraft
{
    /// <summary>Only on creation; null: a fresh UUID.</summary>
    public string? Key { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? ThumbnailUrl { get; init; }

    public Privacy? Privacy { get; init; }

    /// <summary>In clear; needed when the privacy becomes <see cref="Conversations.Privacy.Password"/>.</summary>
    public string? Password { get; init; }

    public int? MaxMembers { get; init; }

    /// <summary>What moderators may change by itself, too.</summary>
    public int? SlowModeSeconds { get; init; }
}
