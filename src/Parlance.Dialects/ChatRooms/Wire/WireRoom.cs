using System.Text.Json.Serialization;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.ChatRooms.Wire;

/// <summary>A room, never its password. Several numbers and names are there twice, as clients read either. Fixtures `room__*`.</summary>
/// <param name="ThumbnailUrl">Absolute.</param>
/// <param name="Privacy">`public`, `private` or `password`.</param>
/// <param name="Users">Keys of members by join time, 100 at most.</param>
/// <param name="OnlineCount">People in the room now.</param>
internal sealed record WireRoom(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("created_at")] string CreatedAt,
    [property: JsonPropertyName("thumbnail_url")] string? ThumbnailUrl,
    [property: JsonPropertyName("category")] string? Category,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("tags")] IReadOnlyList<string> Tags,
    [property: JsonPropertyName("privacy")] string Privacy,
    [property: JsonPropertyName("max_members")] int MaxMembers,
    [property: JsonPropertyName("maxMembers")] int MaxMembersAgain,
    [property: JsonPropertyName("created_by")] string? CreatedBy,
    [property: JsonPropertyName("createdBy")] string? CreatedByAgain,
    [property: JsonPropertyName("host")] WireHost? Host,
    [property: JsonPropertyName("users")] IReadOnlyList<string> Users,
    [property: JsonPropertyName("memberCount")] int MemberCount,
    [property: JsonPropertyName("onlineCount")] int OnlineCount,
    [property: JsonPropertyName("member_count")] int MemberCountAgain)
{
    public const int MaxUsers = 100;

    /// <param name="host">Null when the room belongs to nobody.</param>
    /// <param name="online">People in it now.</param>
    public static WireRoom Of(Conversation room, User? host, IReadOnlyList<User> members, int online, Links links) => new(
        room.Key, room.Name, WireTime.Of(room.CreatedAt), links.Absolute(room.ThumbnailUrl), room.Category, room.Description, room.Tags, PrivacyName(room.Privacy),
        room.MaxMembers, room.MaxMembers, host?.Key, host?.Key, host is null ? null : WireHost.Of(host, links),
        [.. members.Take(MaxUsers).Select(user => user.Key)], room.MemberCount, online, room.MemberCount);

    private static string PrivacyName(Privacy privacy) => privacy switch
    {
        Core.Conversations.Privacy.Private => "private",
        Core.Conversations.Privacy.Password => "password",
        _ => "public",
    };
}

internal sealed record WireHost(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("username")] string Username,
    [property: JsonPropertyName("avatar_url")] string? AvatarUrl,
    [property: JsonPropertyName("avatar_urls")] WireAvatars? AvatarUrls)
{
    public static WireHost Of(User host, Links links) => new(host.Key, host.DisplayName, links.Absolute(host.AvatarUrl), WireAvatars.Of(host.AvatarUrls, links));
}
