using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Dialects.Native.Operations;

public sealed partial class NativeOperations
{
    private const int MaxMembersPage = 1_000;

    /// <summary>On this wire a path segment of digits is an id. Other dialects may make rooms with such keys, and they can be joined here.</summary>
    private static readonly Refusal NumberAsKey = Refusal.Invalid("key", "`key` must not be a number: it would be taken for an id.");

    public async Task<Outcome<AccessReply>> CreateRoomAsync(User caller, CreateRoomCommand c, CancellationToken cancellationToken)
    {
        if (!ParsePrivacy(c.Privacy).TryGet(out var privacy, out var refusal))
            return refusal;
        if (IsNumber(c.Key))
            return NumberAsKey;
        var draft = new ConversationDraft
        {
            Key = c.Key,
            Name = c.Name,
            Privacy = privacy,
            Password = c.Password,
            Description = c.Description,
            Category = c.Category,
            Tags = c.Tags,
            ThumbnailUrl = c.ThumbnailUrl,
            MaxMembers = c.MaxMembers,
        };
        return Reply(await conversations.CreateRoomAsync(caller, draft, cancellationToken));
    }

    public async Task<Outcome<AccessReply>> CreateGroupAsync(User caller, CreateGroupCommand c, CancellationToken cancellationToken) =>
        Reply(await conversations.CreateGroupAsync(caller, c.Name, [.. c.Members.Select(id => new UserId(id))], cancellationToken));

    public async Task<Outcome<AccessReply>> OpenDirectAsync(User caller, OpenDirectCommand c, CancellationToken cancellationToken) =>
        await AsStoredAsync(await conversations.OpenDirectAsync(caller, new UserId(c.User), cancellationToken), cancellationToken);

    public async Task<Outcome<AccessReply>> JoinAsync(User caller, JoinCommand c, CancellationToken cancellationToken)
    {
        var key = c.Create ? c.Conversation.Value.Key : null;
        var joined = await conversations.JoinAsync(caller, c.Conversation.Value, c.Password, IsNumber(key) ? null : key, cancellationToken);
        return joined.Refusal?.Code == RefusalCode.NotFound && IsNumber(key) ? NumberAsKey : await AsStoredAsync(joined, cancellationToken);
    }

    public async Task<Outcome<EmptyReply>> LeaveAsync(User caller, ConversationCommand c, CancellationToken cancellationToken) =>
        Nothing(await conversations.LeaveAsync(caller.Id, c.Conversation.Value));

    public async Task<Outcome<ConversationReply>> UpdateAsync(User caller, UpdateConversationCommand c, CancellationToken cancellationToken)
    {
        if (!ParsePrivacy(c.Privacy).TryGet(out var privacy, out var refusal))
            return refusal;
        var draft = new ConversationDraft
        {
            Name = c.Name,
            Privacy = privacy,
            Password = c.Password,
            Description = c.Description,
            Category = c.Category,
            Tags = c.Tags,
            ThumbnailUrl = c.ThumbnailUrl,
            MaxMembers = c.MaxMembers,
            SlowModeSeconds = c.SlowModeS,
        };
        if (!(await conversations.UpdateAsync(caller.Id, c.Conversation.Value, draft, cancellationToken)).TryGet(out var changed, out refusal))
            return refusal;
        if (c.Host is { } host)
        {
            if ((await conversations.SetRoleAsync(caller.Id, c.Conversation.Value, new UserId(host), MemberRole.Host)).Refusal is { } notHost)
                return notHost;
            changed = await conversationStore.FindAsync(changed.Id, cancellationToken) ?? changed;
        }

        return new ConversationReply(WireConversation.Of(changed));
    }

    public async Task<Outcome<EmptyReply>> DeleteConversationAsync(User caller, ConversationCommand c, CancellationToken cancellationToken) =>
        Nothing(await conversations.DeleteAsync(caller.Id, c.Conversation.Value));

    public async Task<Outcome<MemberReply>> AddMemberAsync(User caller, MemberCommand c, CancellationToken cancellationToken) =>
        Reply(await conversations.AddMemberAsync(caller.Id, c.Conversation.Value, new UserId(c.User), cancellationToken));

    public async Task<Outcome<EmptyReply>> RemoveMemberAsync(User caller, MemberCommand c, CancellationToken cancellationToken) =>
        Nothing(await conversations.RemoveMemberAsync(caller.Id, c.Conversation.Value, new UserId(c.User), c.Ban));

    public async Task<Outcome<MemberReply>> SetRoleAsync(User caller, MemberCommand c, CancellationToken cancellationToken) =>
        WireMember.ParseRole(c.Role ?? "") is { } role
            ? Reply(await conversations.SetRoleAsync(caller.Id, c.Conversation.Value, new UserId(c.User), role))
            : Refusal.Invalid("role", "`role` must be `member`, `moderator` or `host`.");

    public async Task<Outcome<AccessReply>> FindAsync(User caller, ConversationCommand c, CancellationToken cancellationToken) =>
        await AsStoredAsync(await conversations.FindAsync(caller.Id, c.Conversation.Value), cancellationToken);

    public async Task<Outcome<ConversationsReply>> ListAsync(User caller, ListCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 50).TryGet(out var limit, out var refusal))
            return refusal;
        var (entries, position) = await conversationStore.ListAsync(caller.Id, c.Before ?? long.MaxValue, limit, cancellationToken);
        var newest = await messageStore.NewestAsync([.. entries.Select(e => e.Conversation.Id)], cancellationToken);

        var wire = entries.Select(e =>
        {
            if (!newest.TryGetValue(e.Conversation.Id, out var message) || message.Seq <= e.Self.ClearedSeq)
                message = null;
            return new WireEntry(WireConversation.Of(e.Conversation), WireMember.Of(e.Self), e.Unread, e.UnreadMentions, message is null ? null : WireMessage.Of(message, asEvent: false));
        }).ToArray();
        return new ConversationsReply(wire, position, entries.Count < limit ? null : entries[^1].Activity);
    }

    public async Task<Outcome<RoomsReply>> RoomsAsync(User caller, RoomsCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 50).TryGet(out var limit, out var refusal))
            return refusal;
        if ((CheckSearch(c.Query, "query") ?? CheckSearch(c.Category, "category")) is { } unclean)
            return unclean;
        ConversationId? before = c.Before is { } id ? new ConversationId(id) : null;
        var rooms = await conversationStore.RoomsAsync(c.Category, string.IsNullOrEmpty(c.Query) ? null : c.Query, before, limit, cancellationToken);
        return new RoomsReply([.. rooms.Select(WireConversation.Of)], rooms.Count < limit ? null : rooms[^1].Id.Value);
    }

    public async Task<Outcome<MembersReply>> MembersAsync(User caller, MembersCommand c, CancellationToken cancellationToken)
    {
        if (!Limit(c.Limit, 100, MaxMembersPage).TryGet(out var limit, out var refusal))
            return refusal;
        UserId? after = c.After is { } id ? new UserId(id) : null;
        return (await conversations.MembersAsync(caller.Id, c.Conversation.Value, after, limit, cancellationToken)).TryGet(out var members, out refusal)
            ? new MembersReply([.. members.Select(WireMember.Of)], members.Count < limit ? null : members[^1].User.Value)
            : refusal;
    }

    private static bool IsNumber(string? key) => key is { Length: > 0 } && key.All(char.IsAsciiDigit);

    private static Outcome<Privacy?> ParsePrivacy(string? name) =>
        name is null ? Outcome.Of<Privacy?>(null)
        : WireConversation.ParsePrivacy(name) is { } privacy ? Outcome.Of<Privacy?>(privacy)
        : Refusal.Invalid("privacy", "`privacy` must be `public`, `private` or `password`.");

    /// <summary>With the numbers of now: what is kept in memory to decide who may do what does not follow how many messages there are and how far they were read.</summary>
    private async Task<Outcome<AccessReply>> AsStoredAsync(Outcome<Access> outcome, CancellationToken cancellationToken)
    {
        if (!outcome.TryGet(out var access, out var refusal))
            return refusal;
        var conversation = await conversationStore.FindAsync(access.Conversation.Id, cancellationToken) ?? access.Conversation;
        var self = access.Member is { } member ? await conversationStore.FindMemberAsync(conversation.Id, member.User, cancellationToken) ?? member : null;
        return Reply(access with { Conversation = conversation, Member = self });
    }

    private static Outcome<AccessReply> Reply(Outcome<Access> outcome) =>
        outcome.TryGet(out var access, out var refusal)
            ? new AccessReply(WireConversation.Of(access.Conversation), access.IsMember ? WireMember.Of(access.Member!) : null)
            : refusal;

    private static Outcome<MemberReply> Reply(Outcome<Member> outcome) =>
        outcome.TryGet(out var member, out var refusal) ? new MemberReply(WireMember.Of(member)) : refusal;

    private static Outcome<EmptyReply> Nothing<T>(Outcome<T> outcome) => outcome.Refusal is { } refusal ? refusal : EmptyReply.Instance;
}
