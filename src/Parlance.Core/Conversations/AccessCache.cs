using System.Diagnostics.CodeAnalysis;
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
    private readonly IDisposable _subscription;

    public AccessCache(IConversationStore store, IEventBus bus, TimeProvider time)
    {
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
        access = new Access(conversation, member);
        return true;
    }

    /// <returns>Null when there is no such conversation.</returns>
    public async ValueTask<Access?> GetAsync(ConversationRef reference, UserId user)
    {
        if (reference.Key is { } asked && (asked.Length > ConversationRules.MaxKey || !TextRules.IsClean(asked)))
            return null; // nothing has such a key, and what cannot be stored cannot be asked for either
        var id = reference.Key is { } key ? await _ids.GetAsync(key) : reference.Id;
        if (id is null || await _conversations.GetAsync(id.Value) is not { } conversation)
            return null;
        return new Access(conversation, await _members.GetAsync((id.Value, user)));
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        foreach (var e in events)
        {
            switch (e)
            {
                case MemberChanged changed:
                    _members.Forget((changed.Conversation, changed.Member.User));
                    break;
                case ConversationChanged { Value: var conversation }:
                    _conversations.Forget(conversation.Id);
                    _ids.Forget(conversation.Key);
                    break;
            }
        }
    }

    public void Dispose() => _subscription.Dispose();
}
