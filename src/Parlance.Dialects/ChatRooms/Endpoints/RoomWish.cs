using System.Text.Json;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Dialects.ChatRooms.Endpoints;

/// <summary>What a `POST /rooms` asks for, clamped into what a room may be. Only a missing name and a short password are refused: a client whose room is refused makes one up.</summary>
/// <param name="DataThumbnail">A thumbnail that came as `data:` URL and is yet to be stored.</param>
internal sealed record RoomWish(ConversationDraft Draft, string? DataThumbnail, string? CreatorKey, string? CreatorName)
{
    private const int MaxTags = 5;
    private const int MinMembers = 2;
    private const int MaxMembers = 1_000;
    private const int UsualMembers = 50;

    public static Outcome<RoomWish> Read(CreateRoomRequest body)
    {
        if (Clip(Text(body.Name), ConversationRules.MaxName) is not { } name || !TextRules.HasVisible(name))
            return ChatRoomsErrors.Bad("Room name is required", "name");

        var privacy = Text(body.Privacy) switch
        {
            "private" => Privacy.Private,
            "password" => Privacy.Password,
            _ => Privacy.Public,
        };
        var password = privacy == Privacy.Password ? Text(body.Password) ?? "" : null;
        if (password is { Length: < ConversationRules.MinPassword } || (password is not null && string.IsNullOrWhiteSpace(password)))
            return ChatRoomsErrors.Bad("Password must be at least 4 characters", "password");

        var thumbnail = Text(body.ThumbnailUrl);
        var isData = thumbnail?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) == true;
        var host = body.Host.ValueKind == JsonValueKind.Object ? body.Host : default;
        return new RoomWish(
            new ConversationDraft
            {
                Name = name,
                Description = Clip(Text(body.Description), ConversationRules.MaxDescription, allowLines: true),
                Category = Clip(Text(body.Category), ConversationRules.MaxCategory),
                Tags = ReadTags(body.Tags),
                ThumbnailUrl = isData || AccountRules.AvatarUrl(thumbnail) is not null ? null : thumbnail,
                Privacy = privacy,
                Password = password,
                MaxMembers = Math.Clamp(Number(body.MaxMembers) ?? Number(body.MaxMembersAgain) ?? UsualMembers, MinMembers, MaxMembers),
            },
            isData ? thumbnail : null,
            Text(body.CreatedBy) ?? Text(body.CreatedByAgain) ?? (host.ValueKind == JsonValueKind.Object && host.TryGetProperty("id", out var id) ? Text(id) : null),
            host.ValueKind == JsonValueKind.Object && host.TryGetProperty("username", out var username) ? Text(username) : null);
    }

    private static string[] ReadTags(JsonElement tags) => tags.ValueKind == JsonValueKind.Array
        ? [.. tags.EnumerateArray().Select(tag => Clip(Text(tag), ConversationRules.MaxTag)).OfType<string>().Take(MaxTags)]
        : [];

    /// <summary>Null for what is no string, is empty, or holds half a character.</summary>
    private static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    /// <summary>Numbers, and strings that hold one. What no room can have is clamped by the caller.</summary>
    private static int? Number(JsonElement value)
    {
        double number;
        if (value.ValueKind == JsonValueKind.Number)
            number = value.GetDouble();
        else if (!double.TryParse(Text(value), System.Globalization.CultureInfo.InvariantCulture, out number))
            return null;
        return double.IsNaN(number) ? null : (int)Math.Clamp(number, MinMembers, MaxMembers);
    }

    /// <summary>Trimmed, without what text that is shown must not contain, and no longer than it may be; null when nothing is left.</summary>
    private static string? Clip(string? text, int max, bool allowLines = false)
    {
        if (text is null)
            return null;
        if (!TextRules.IsClean(text, allowLines))
            text = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()).Where(one => TextRules.IsClean(one, allowLines)));
        text = text.Trim();
        if (text.Length > max)
            text = text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)].TrimEnd();
        return text.Length == 0 ? null : text;
    }
}
