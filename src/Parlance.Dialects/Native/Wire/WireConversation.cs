using System.Text.Json.Serialization;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.Native.Wire;

/// <summary>Fixture `conversation`.</summary>
public sealed record WireConversation(
    long Id, string Key, string Kind, string Privacy, string Name, string? Description, string? Category, IReadOnlyList<string> Tags, string? ThumbnailUrl,
    long? Host, int MaxMembers, int Members, long LastSeq, long CreatedAt, long Position, bool Deleted)
{
    /// <summary>Absent when there is no slow mode.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int SlowModeS { get; init; }

    public static WireConversation Of(Conversation c) =>
        new(c.Id.Value, c.Key, KindName(c.Kind), PrivacyName(c.Privacy), c.Name, c.Description, c.Category, c.Tags, c.ThumbnailUrl, c.Host?.Value,
            c.MaxMembers, c.MemberCount, c.LastSeq, c.CreatedAt.ToUnixTimeMilliseconds(), c.Position, c.IsDeleted)
        {
            SlowModeS = c.SlowModeSeconds,
        };

    /// <returns>Null when the word is none of ours.</returns>
    public static Privacy? ParsePrivacy(string name) => name switch
    {
        "public" => Core.Conversations.Privacy.Public,
        "private" => Core.Conversations.Privacy.Private,
        "password" => Core.Conversations.Privacy.Password,
        _ => null,
    };

    private static string PrivacyName(Privacy privacy) => privacy switch
    {
        Core.Conversations.Privacy.Private => "private",
        Core.Conversations.Privacy.Password => "password",
        _ => "public",
    };

    private static string KindName(ConversationKind kind) => kind switch
    {
        ConversationKind.Direct => "direct",
        ConversationKind.Group => "group",
        ConversationKind.Match => "match",
        _ => "room",
    };
}
