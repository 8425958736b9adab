using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Conversations;

/// <summary>Tells the others that somebody types, unless they are kept apart. Nothing of it is stored. Safe for concurrent use.</summary>
public sealed class TypingService(AccessCache access, Blocks.BlockCache blocks, IEventBus bus, TimeProvider time)
{
    /// <summary>Answers at once while the conversation is in memory. Whoever is not in it tells nobody.</summary>
    /// <returns>A task that does not fail: what only passes is not worth a complaint.</returns>
    public Task TellAsync(ConversationRef conversation, User who, bool isTyping)
    {
        if (!access.TryGet(conversation, who.Id, out var known))
            return FindAndTellAsync(conversation, who, isTyping);
        Tell(known, who, isTyping);
        return Task.CompletedTask;
    }

    /// <summary>As <see cref="TellAsync"/>, where there is no conversation of the two yet.</summary>
    public async Task TellPersonAsync(UserId to, User who, bool isTyping)
    {
        try
        {
            if (!(await blocks.GetAsync(who.Id)).Contains(to))
                bus.Publish([new TypingTo(to, who.AsPerson(), time.GetUtcNow(), isTyping)]);
        }
        catch (StorageException)
        {
            // It passes.
        }
    }

    private async Task FindAndTellAsync(ConversationRef conversation, User who, bool isTyping)
    {
        try
        {
            if (await access.GetAsync(conversation, who.Id) is { } found)
                Tell(found, who, isTyping);
        }
        catch (StorageException)
        {
            // It passes.
        }
    }

    private void Tell(Access found, User who, bool isTyping)
    {
        if (found is { IsMember: true, MaySee: true, IsBlocked: false })
            bus.Publish([new Typing(found.Conversation.Id, found.Conversation.PublicKey, who.AsPerson(), time.GetUtcNow(), isTyping)]);
    }
}
