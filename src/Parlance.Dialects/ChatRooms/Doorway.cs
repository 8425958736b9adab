using System.Collections.Frozen;
using System.Net;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.ChatRooms;

/// <summary>How people and rooms that a client merely names come to be (contract section 2, join): an unknown user is a new guest, an unknown room a new unlisted room.</summary>
internal sealed class Doorway(AccountService accounts, ConversationService conversations, ChatRoomsOptions options)
{
    /// <summary>The room id under which clients mean their direct messages; no room.</summary>
    public const string DirectChannel = "dm";

    public const string Anonymous = "Anonymous";

    /// <summary>First segments of other families' socket paths (contracts C5), which no room can have.</summary>
    public static readonly FrozenSet<string> ReservedRooms =
        FrozenSet.ToFrozenSet(["chat", "user", "conversations", "notifications", "anonymous-chat", "anonymous_chat"], StringComparer.Ordinal);

    /// <summary>Makes the guest of that key when nobody has it.</summary>
    /// <param name="name">Null, blank or <see cref="Anonymous"/> when the client does not know.</param>
    /// <returns>Whoever has the key now, or `invalid`, `rate_limited`, or `forbidden` when the operator allows no new ones.</returns>
    public async Task<Outcome<User>> ArriveAsync(string userKey, string? name, IPAddress? address, CancellationToken cancellationToken)
    {
        if (await accounts.FindByKeyAsync(userKey, cancellationToken) is { } known)
            return known;
        if (!options.AutoCreate)
            return ChatRoomsErrors.GuestsClosed;
        return await accounts.KeylessGuestAsync(userKey, await FreeNameAsync(name, cancellationToken), address, cancellationToken);
    }

    /// <summary>
    /// Takes on a guest's name and avatar as the client gives them on its way in. Accounts keep theirs, a stored name wins over <see cref="Anonymous"/>,
    /// and a generated picture never replaces a chosen one. What cannot be stored is passed over: nobody is kept out for it.
    /// </summary>
    public async Task<User> RefreshAsync(User user, string? name, string? avatarUrl, CancellationToken cancellationToken)
    {
        if (!Speaker.IsKeyless(user))
            return user;

        name = name?.Trim() == user.DisplayName ? null : await FreeNameAsync(name, cancellationToken);
        avatarUrl = IsUsable(avatarUrl) && avatarUrl != user.AvatarUrl && (user.AvatarUrl is null || !IsGenerated(avatarUrl!)) ? avatarUrl : null;
        if (name is null && avatarUrl is null)
            return user;
        return (await accounts.ChangeProfileAsync(user.Id, new ProfileChange(name, AvatarUrl: avatarUrl), cancellationToken)).TryGet(out var changed, out _) ? changed : user;
    }

    /// <summary>Into a room as a member, shown as the user is called now.</summary>
    /// <returns>The access, or `invalid` (a key no room can have), `password_required`, `full`, `banned`, or `forbidden` when the operator allows no new rooms.</returns>
    public async Task<Outcome<Access>> EnterAsync(User user, string roomKey, RoomPass pass, CancellationToken cancellationToken)
    {
        if (ReservedRooms.Contains(roomKey))
            return ChatRoomsErrors.ReservedRoom;
        if (!KeyRules.IsKey(roomKey))
            return ChatRoomsErrors.Bad("Invalid room id", "room_id");

        var createAs = options.AutoCreate ? new ConversationDraft { Key = roomKey, Name = roomKey[..Math.Min(roomKey.Length, ConversationRules.MaxName)], Privacy = Privacy.Private } : null;
        if (!(await conversations.JoinAsync(user, ConversationRef.Of(roomKey), pass, createAs, cancellationToken)).TryGet(out var access, out var refusal))
            return refusal.Code == RefusalCode.NotFound ? ChatRoomsErrors.RoomClosed : refusal;

        if (access.Member is { } member && (member.DisplayName != user.DisplayName || member.AvatarUrl != user.AvatarUrl)
            && (await conversations.ShowAsAsync(user.Id, access.Conversation.Id, user.DisplayName, user.AvatarUrl)).TryGet(out var shown, out _))
            access = access with { Member = shown };
        return access;
    }

    /// <summary>Pictures that clients make up from a name or id where nobody chose one.</summary>
    public static bool IsGenerated(string avatarUrl) =>
        Uri.TryCreate(avatarUrl, UriKind.Absolute, out var url) && (url.Host is "ui-avatars.com" or "i.pravatar.cc" || url.Host.EndsWith(".ui-avatars.com", StringComparison.Ordinal));

    /// <summary>`data:` URLs are not: what is stored goes out with every message.</summary>
    private static bool IsUsable(string? avatarUrl) => !string.IsNullOrEmpty(avatarUrl) && AccountRules.AvatarUrl(avatarUrl) is null;

    /// <returns>The name, or null when it says nothing, cannot be used or is an account's.</returns>
    private async Task<string?> FreeNameAsync(string? name, CancellationToken cancellationToken)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || name == Anonymous || AccountRules.DisplayName(name) is not null)
            return null;
        return await accounts.FindByUsernameAsync(name, cancellationToken) is null ? name : null;
    }
}
