using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations.Entries;
using Parlance.Core.Messages;
using Parlance.Core.Presence;

namespace Parlance.Core.Conversations;

/// <summary>Rooms, direct chats and groups: making, finding, joining, leaving, running them. Safe for concurrent use.</summary>
/// <remarks>
/// What one may not see is refused as <see cref="Refusal.NoSuchConversation"/>. Changes are checked again inside the log's transaction, so two people
/// acting at once cannot slip past a rule.
/// </remarks>
public sealed partial class ConversationService(
    IConversationStore store,
    IMessageStore messages,
    IAccountStore accounts,
    AccessCache cache,
    MessageLog log,
    PasswordWork passwords,
    RoomGrants grants,
    IPresence presence,
    IAttendance attendance,
    TimeProvider time)
{
    /// <summary>How often a newcomer tries for the place of somebody who is away, when others are quicker.</summary>
    private const int PlaceAttempts = 3;

    /// <summary>The conversation and the caller's place in it, if the caller may see it.</summary>
    public async ValueTask<Outcome<Access>> FindAsync(UserId user, ConversationRef reference) =>
        await cache.GetAsync(reference, user) is { } access && access.MaySeeBy(reference) ? access : Refusal.NoSuchConversation;

    /// <summary>As <see cref="FindAsync"/>, for members only.</summary>
    public async ValueTask<Outcome<Access>> FindAsMemberAsync(UserId user, ConversationRef reference) =>
        await cache.GetAsync(reference, user) is { IsMember: true, MaySee: true } access ? access : Refusal.NoSuchConversation;

    /// <param name="creator">Becomes host and first member; null for a room that belongs to nobody.</param>
    public async Task<Outcome<Access>> CreateRoomAsync(User? creator, ConversationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Name is null)
            return Refusal.Invalid("name", "A room needs a `name`.");
        if (ConversationRules.Check(draft) is { } refusal)
            return refusal;

        if (!(await HashAsync(draft, cancellationToken)).TryGet(out var hash, out var busy))
            return busy;
        var room = Apply(draft, New(draft.Key ?? Guid.NewGuid().ToString(), ConversationKind.Room) with { Name = draft.Name, Host = creator?.Id }, hash);
        Newcomer[] first = creator is null ? [] : [AsNewcomer(creator, MemberRole.Host)];
        return await log.StoreAsync(new CreateConversation(room, first, time.GetUtcNow(), orOpen: false));
    }

    /// <param name="name">Empty: clients show who is in it.</param>
    /// <param name="others">The other first members; unknown ids are refused.</param>
    public async Task<Outcome<Access>> CreateGroupAsync(User creator, string name, IReadOnlyCollection<UserId> others, CancellationToken cancellationToken)
    {
        if (name.Length > 0 && ConversationRules.Check(new ConversationDraft { Name = name }) is { } refusal)
            return refusal;
        var ids = others.Where(id => id != creator.Id).Distinct().ToArray();
        if (ids.Length > ConversationRules.MaxGroupAtOnce)
            return Refusal.Invalid("members", $"A group begins with at most {ConversationRules.MaxGroupAtOnce} members; add the others later.");
        var found = await accounts.FindManyAsync(ids, cancellationToken);
        if (found.Count != ids.Length || found.Any(user => user.IsDeleted))
            return Refusal.NoSuchUser;

        var group = New(Guid.NewGuid().ToString(), ConversationKind.Group) with { Name = name, Host = creator.Id, Privacy = Privacy.Private };
        Newcomer[] members = [AsNewcomer(creator, MemberRole.Host), .. found.Select(user => AsNewcomer(user))];
        return await log.StoreAsync(new CreateConversation(group, members, time.GetUtcNow(), orOpen: false));
    }

    /// <summary>The one conversation of these two people, made if there was none.</summary>
    /// <returns>It, or `invalid`, `not_found`, or `forbidden` where a block keeps them from beginning one.</returns>
    public async Task<Outcome<Access>> OpenDirectAsync(User opener, UserId other, CancellationToken cancellationToken)
    {
        if (other == opener.Id)
            return Refusal.Invalid("user", "A direct conversation needs somebody else.");
        var key = Conversation.DirectKey(opener.Id, other);
        if (await cache.GetAsync(ConversationRef.Of(key), opener.Id) is { MaySee: true } known)
            return known;
        return await accounts.FindAsync(other, cancellationToken) is { } user ? await OpenDirectAsync(opener, user) : Refusal.NoSuchUser;
    }

    /// <summary>As <see cref="OpenDirectAsync(User, UserId, CancellationToken)"/>, for a caller who has both.</summary>
    public async Task<Outcome<Access>> OpenDirectAsync(User opener, User other)
    {
        if (other.Id == opener.Id)
            return Refusal.Invalid("user", "A direct conversation needs somebody else.");
        var key = Conversation.DirectKey(opener.Id, other.Id);
        if (await cache.GetAsync(ConversationRef.Of(key), opener.Id) is { MaySee: true } known)
            return known;
        if (other.IsDeleted)
            return Refusal.NoSuchUser;
        if (await cache.AreApartAsync(opener.Id, other.Id))
            return BlockService.KeptApart;

        var direct = New(key, ConversationKind.Direct) with
        {
            PairKey = Conversation.PairKeyOf(opener.Key, other.Key),
            Privacy = Privacy.Private,
            MaxMembers = 2,
        };
        return await log.StoreAsync(new CreateConversation(direct, [AsNewcomer(opener), AsNewcomer(other)], time.GetUtcNow(), orOpen: true));
    }

    /// <param name="createAs">When there is no room with that key, make one with this name; null: refuse.</param>
    public Task<Outcome<Access>> JoinAsync(User user, ConversationRef reference, string? password, string? createAs, CancellationToken cancellationToken) =>
        JoinAsync(user, reference, new RoomPass(password), createAs is null ? null : new ConversationDraft { Name = createAs }, cancellationToken);

    /// <summary>As the other overload, with a grant or password, and all that a room made by joining shall be.</summary>
    /// <param name="createAs">When there is no room with that key, make it so; null: refuse. Its key is the one asked for.</param>
    /// <returns>The caller's access as a member, or `not_found`, `password_required`, `rate_limited`, `full`, `banned`, `invalid`.</returns>
    public async Task<Outcome<Access>> JoinAsync(
        User user, ConversationRef reference, RoomPass pass, ConversationDraft? createAs, CancellationToken cancellationToken)
    {
        var access = await cache.GetAsync(reference, user.Id);
        if (access is null || !access.MaySeeBy(reference))
        {
            if (createAs is null || reference.Key is not { } key)
                return Refusal.NoSuchConversation;
            // A key that no room may have is refused before it is looked at who has it: whether two people write to each other is theirs to know.
            if (KeyRules.Check(key) is { } badKey)
                return badKey;
            return access is null ? await CreateByJoiningAsync(user, createAs with { Key = key }, pass, cancellationToken) : Refusal.NoSuchConversation;
        }

        return access.IsMember ? access : await EnterAsync(user, access.Conversation, pass, cancellationToken);
    }

    public async Task<Outcome<Member>> LeaveAsync(UserId user, ConversationRef reference) =>
        (await FindAsMemberAsync(user, reference)).TryGet(out var access, out var refusal)
            ? await log.StoreAsync(new LeaveConversation(access.Conversation.Id, user, user, MemberState.Left))
            : refusal;

    /// <summary>A member of a group, or a moderator of a room, brings somebody in.</summary>
    public async Task<Outcome<Member>> AddMemberAsync(UserId by, ConversationRef reference, UserId user, CancellationToken cancellationToken)
    {
        if (!(await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal))
            return refusal;
        switch (access.Conversation.Kind)
        {
            case ConversationKind.Direct or ConversationKind.Match:
                return Refusal.Invalid("conversation", "A conversation of two takes nobody else; make a group instead.");
            case ConversationKind.Room when access.Member!.Role < MemberRole.Moderator:
                return Refusal.Forbidden("Only moderators and the host may add people to a room.");
        }

        if (await accounts.FindAsync(user, cancellationToken) is not { IsDeleted: false } newcomer)
            return Refusal.NoSuchUser;
        var joined = await BringAsync(access.Conversation, newcomer, by, null, cancellationToken);
        return joined.TryGet(out var added, out refusal) ? added.Member! : refusal;
    }

    public async Task<Outcome<Member>> RemoveMemberAsync(UserId by, ConversationRef reference, UserId user, bool ban) =>
        (await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal)
            ? await log.StoreAsync(new LeaveConversation(access.Conversation.Id, user, by, ban ? MemberState.Banned : MemberState.Removed))
            : refusal;

    public async Task<Outcome<Member>> SetRoleAsync(UserId by, ConversationRef reference, UserId user, MemberRole role) =>
        (await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal)
            ? await log.StoreAsync(new ChangeRole(access.Conversation.Id, user, role, by))
            : refusal;

    public async Task<Outcome<Conversation>> UpdateAsync(UserId by, ConversationRef reference, ConversationDraft draft, CancellationToken cancellationToken)
    {
        if (!(await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (ConversationRules.Check(draft) is { } invalid)
            return invalid;
        if (!(await HashAsync(draft, cancellationToken)).TryGet(out var hash, out refusal))
            return refusal;
        var isRename = access.Conversation.Kind == ConversationKind.Group && draft == new ConversationDraft { Name = draft.Name };
        var isSlowMode = draft == new ConversationDraft { SlowModeSeconds = draft.SlowModeSeconds ?? 0 };
        return await log.StoreAsync(new ChangeConversation(access.Conversation.Id, by, current => Apply(draft, current, hash), isRename, isSlowMode));
    }

    /// <summary>Gives a group or a direct conversation another name: every member may. Of a room, its host.</summary>
    /// <param name="name">Empty for none, but in a room.</param>
    public async Task<Outcome<Conversation>> RenameAsync(UserId by, ConversationRef reference, string name)
    {
        if (!(await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if ((name.Length > 0 || access.Conversation.Kind == ConversationKind.Room) && ConversationRules.Check(new ConversationDraft { Name = name }) is { } invalid)
            return invalid;
        return await log.StoreAsync(new ChangeConversation(access.Conversation.Id, by, current => current with { Name = name }, isRename: true));
    }

    /// <summary>Closes a direct conversation for both; opening it again brings it back with its history.</summary>
    public async Task<Outcome<Conversation>> CloseDirectAsync(UserId by, ConversationRef reference) =>
        (await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal)
            ? await log.StoreAsync(new CloseDirect(access.Conversation.Id, by))
            : refusal;

    public async Task<Outcome<Conversation>> DeleteAsync(UserId by, ConversationRef reference) =>
        (await FindAsMemberAsync(by, reference)).TryGet(out var access, out var refusal)
            ? await log.StoreAsync(new ChangeConversation(access.Conversation.Id, by, current => current with { IsDeleted = true }))
            : refusal;

    /// <summary>Joined members by join time; for members only, except in public rooms.</summary>
    public async Task<Outcome<IReadOnlyList<Member>>> MembersAsync(UserId user, ConversationRef reference, UserId? after, int limit, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(user, reference)).TryGet(out var access, out var refusal))
            return refusal;
        if (!access.IsMember && access.Conversation.Privacy != Privacy.Public)
            return Refusal.NoSuchConversation;
        return Outcome.Of(await store.MembersAsync(access.Conversation.Id, after, limit, cancellationToken));
    }

    private async Task<Outcome<Access>> CreateByJoiningAsync(User user, ConversationDraft draft, RoomPass pass, CancellationToken cancellationToken)
    {
        if (ConversationRules.Check(draft) is { } refusal)
            return refusal;
        if (!(await HashAsync(draft, cancellationToken)).TryGet(out var hash, out var busy))
            return busy;

        var room = Apply(draft, New(draft.Key!, ConversationKind.Room) with { Name = draft.Key!, Host = user.Id }, hash);
        var outcome = await log.StoreAsync(new CreateConversation(room, [AsNewcomer(user, MemberRole.Host)], time.GetUtcNow(), orOpen: true));
        // Two who join the same unknown room at once: one creates it, the other finds it and joins as anybody would.
        return outcome.TryGet(out var access, out _) && !access.IsMember
            ? await EnterAsync(user, access.Conversation, pass, cancellationToken)
            : outcome;
    }

    private async Task<Outcome<Access>> EnterAsync(User user, Conversation conversation, RoomPass pass, CancellationToken cancellationToken) =>
        await grants.CheckAsync(conversation, user, pass, cancellationToken) is { } refusal
            ? refusal
            : await BringAsync(conversation, user, user.Id, conversation.PasswordHash, cancellationToken);

    /// <summary>Joins, if need be on the place of somebody who is away. Who that may be is found out before the transaction, which others wait for.</summary>
    private async Task<Outcome<Access>> BringAsync(Conversation conversation, User user, UserId by, string? checkedHash, CancellationToken cancellationToken)
    {
        IReadOnlyList<Member> away = [];
        for (var attempt = 0; ; attempt++)
        {
            var joined = await log.StoreAsync(new JoinConversation(conversation.Id, AsNewcomer(user), by, checkedHash, time.GetUtcNow(), away, IsHere));
            if (joined.Refusal?.Code != RefusalCode.Full || conversation.Kind != ConversationKind.Room || attempt == PlaceAttempts)
                return joined;

            var now = time.GetUtcNow();
            var gone = await store.AwayAsync(conversation.Id, now - ConversationRules.GuestPlaceKept, now - ConversationRules.AccountPlaceKept, cancellationToken);
            away = [.. gone.Where(member => !IsHere(member.User)).Take(16)];
            if (away.Count == 0)
                return joined;
        }

        bool IsHere(UserId id) => presence.IsOnline(id) || attendance.IsIn(conversation.Id, id);
    }

    private async Task<Outcome<string?>> HashAsync(ConversationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Password is not { } password)
            return Outcome.Of<string?>(null);
        return (await passwords.HashAsync(password, cancellationToken)).TryGet(out var hash, out var refusal) ? Outcome.Of<string?>(hash) : refusal;
    }

    private Conversation New(string key, ConversationKind kind) =>
        new() { Id = default, Key = key, Kind = kind, Name = "", CreatedAt = time.GetUtcNow() };

    private static Newcomer AsNewcomer(User user, MemberRole role = MemberRole.Member) => new(user.Id, user.DisplayName, user.AvatarUrl, role);

    private static Conversation Apply(ConversationDraft draft, Conversation to, string? passwordHash) => to with
    {
        Name = draft.Name ?? to.Name,
        Description = Text(draft.Description, to.Description),
        Category = Text(draft.Category, to.Category),
        ThumbnailUrl = Text(draft.ThumbnailUrl, to.ThumbnailUrl),
        Tags = draft.Tags ?? to.Tags,
        Privacy = draft.Privacy ?? to.Privacy,
        PasswordHash = (draft.Privacy ?? to.Privacy) == Privacy.Password ? passwordHash ?? to.PasswordHash : null,
        MaxMembers = draft.MaxMembers ?? to.MaxMembers,
        SlowModeSeconds = draft.SlowModeSeconds ?? to.SlowModeSeconds,
    };

    /// <summary>Null leaves alone, empty clears.</summary>
    private static string? Text(string? asked, string? current) => asked is null ? current : asked.Length == 0 ? null : asked;
}
