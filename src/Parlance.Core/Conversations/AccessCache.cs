using System.Diagnostics.CodeAnalysis;
using Parlance.Core.Blocks;
using Parlance.Core.Events;

namespace Parlance.Core.Conversations;

/// <summary>Who may do what where, from memory for those who are active. Kept right by the bus. Safe for concurrent use.</summary>
public sealed class AccessCache : IEventSubscriber, IDisposable
{
    private const int MaxEntries = 200_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);

    private readonly LoadingCache<string, ConversationId?> _ids;
    private readonly LoadingCache<ConversationId, Conversation?> _conversations;
    private readonly LoadingCache<(ConversationId, UserId), Member?> _members;
    private readonly BlockCache _blocks;
    private readonly IDisposable _subscription;

    public AccessCache(IConversationStore store, BlockCache blocks, IEventBus bus, TimeProvider time)
    {
        _blocks = blocks;
        _ids = new(async key => (await store.FindByKeyAsync(key, CancellationToken.None))?.Id, time, MaxEntries, MaxAge);
        _conversations = new(id => store.FindAsync(id, CancellationToken.None), time, MaxEntries, MaxAge);
        _members = new(key => store.FindMemberAsync(key.Item1, key.Item2, CancellationToken.None), time, MaxEntries, MaxAge);
        _subscription = bus.Subscribe(this);
    }

    /// <summary>From memory only; false says nothing about whether it exists.</summary>
    public bool TryGet(ConversationRef reference, UserId user, [MaybeNullWhen(false)] out Access access)
    {
        access = null;
        var id = reference.Id;
        if (reference.Key is { } key)
        {
            if (!_ids.TryGet(key, out var found) || found is null)
                return false;
            id = found.Value;
        }

        if (!_conversations.TryGet(id, out var conversation) || conversation is null || !_members.TryGet((id, user), out var member))
            return false;
        if (conversation.Kind != ConversationKind.Direct)
        {
            access = new Access(conversation, member);
            return true;
        }

        if (!_blocks.TryGet(user, out var around))
            return false;
        access = new Access(conversation, member) { IsBlocked = IsBlocked(conversation, user, around) };
        return true;
    }

    /// <returns>Null when there is no such conversation.</returns>
    public async ValueTask<Access?> GetAsync(ConversationRef reference, UserId user)
    {
        if (await FindAsync(reference) is not { } conversation)
            return null;
        return await JudgeAsync(new Access(conversation, await _members.GetAsync((conversation.Id, user))), user);
    }

    /// <summary>Adds what is known of blocks to what was read elsewhere.</summary>
    public async ValueTask<Access> JudgeAsync(Access access, UserId user) =>
        access.Conversation.Kind == ConversationKind.Direct ? access with { IsBlocked = IsBlocked(access.Conversation, user, await _blocks.GetAsync(user)) } : access;

    /// <summary>Whether a block keeps two people apart.</summary>
    public async ValueTask<bool> AreApartAsync(UserId one, UserId other) => (await _blocks.GetAsync(one)).Contains(other);

    /// <summary>The conversation without anybody's place in it; deleted ones and those the caller may not see too.</summary>
    public async ValueTask<Conversation?> FindAsync(ConversationRef reference)
    {
        if (reference.Key is { } key && !CouldBe(key))
            return null;
        var id = reference.Key is { } asked ? await _ids.GetAsync(asked) : reference.Id;
        return id is { } known ? await _conversations.GetAsync(known) : null;
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            switch (e)
            {
                case MemberChanged changed:
                    _members.Forget((changed.Conversation, changed.Member.User));
                    _conversations.Forget(changed.Conversation); // its member count
                    break;
                case HistoryCleared { Member: var member }:
                    _members.Forget((member.Conversation, member.User));
                    break;
                case ConversationChanged { Value: var conversation }:
                    _conversations.Forget(conversation.Id);
                    _ids.Forget(conversation.Key);
                    break;
            }
        }
    }

    public void Dispose() => _subscription.Dispose();

    private static bool IsBlocked(Conversation direct, UserId user, IReadOnlySet<UserId> around) =>
        around.Count > 0 && DirectKeys.OtherUser(direct.Key, user) is { } other && around.Contains(other);

    /// <summary>Whether anything may have such a key; what cannot be stored cannot be asked for either.</summary>
    private static bool CouldBe(string key) => key.Length <= ConversationRules.MaxKey && TextRules.IsClean(key);
}
