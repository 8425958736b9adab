using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;

namespace Parlance.Core.Likes;

/// <summary>People who are shown people: liking, passing over, and the conversation that begins when two like each other. Safe for concurrent use.</summary>
public sealed class LikeService(
    ILikeStore store, BlockService blocks, AccountService accounts, ConversationService conversations, MessageService messages, IEventBus bus, TimeProvider time)
{
    public static readonly Refusal AlreadyLiked = new(RefusalCode.Taken, "You like this person already.", "Nothing is left to do; take the like back first.") { Field = "user_id" };

    public static readonly Refusal Blocked = new(RefusalCode.Forbidden, "One of you has blocked the other.", "Unblock first, if it was you.");

    /// <summary>Likes somebody. When they like back, their conversation is opened with <paramref name="greeting"/>, once however often they match, and both are told.</summary>
    /// <returns>What came of it, or `invalid` for oneself, `not_found`, `forbidden` when one blocks the other, `taken` when liked already.</returns>
    public async Task<Outcome<OpinionGiven>> LikeAsync(User by, UserId about, string greeting, CancellationToken cancellationToken)
    {
        if (by.Id == about)
            return Refusal.Invalid("user_id", "Nobody likes themselves here.");
        if (!(await accounts.FindAsync(about, cancellationToken)).TryGet(out var other, out var refusal))
            return refusal;
        if (await blocks.IsBetweenAsync(by.Id, about, cancellationToken))
            return Blocked;

        var given = await store.SayAsync(by.Id, about, Opinion.Like, time.GetUtcNow(), cancellationToken);
        if (given.Before == Opinion.Like)
            return AlreadyLiked;
        if (given is { IsNew: true, Match: { } match })
        {
            // From here on it is told to its end, whoever hangs up.
            if ((await conversations.OpenDirectAsync(by, other)).TryGet(out var access, out refusal) && given.IsFirst)
                await messages.PostAsync(access, by, greeting, clientId: $"match:{match.Id}");
            bus.Publish([new MatchMade(by.Id, match, other), new MatchMade(about, match, by)]);
        }

        return given;
    }

    /// <summary>Takes a like or a skip back, or passes somebody over.</summary>
    /// <returns>Whom it is about, or `invalid`, `not_found`.</returns>
    public async Task<Outcome<User>> SayAsync(UserId by, UserId about, Opinion opinion, CancellationToken cancellationToken)
    {
        if (by == about)
            return Refusal.Invalid("user_id", "This is about others.");
        if (!(await accounts.FindAsync(about, cancellationToken)).TryGet(out var other, out var refusal))
            return refusal;
        await store.SayAsync(by, about, opinion, time.GetUtcNow(), cancellationToken);
        return other;
    }

    /// <summary>The user's matches, newest first; those with whom there is a block left out.</summary>
    public async Task<IReadOnlyList<PairMatch>> MatchesAsync(UserId user, int limit, CancellationToken cancellationToken)
    {
        var around = await blocks.AroundAsync(user, cancellationToken);
        return [.. (await store.MatchesAsync(user, limit, cancellationToken)).Where(match => !around.Contains(match.Other(user)))];
    }

    /// <inheritdoc cref="ILikeStore.CandidatesAsync"/>
    public Task<IReadOnlyList<User>> CandidatesAsync(UserId user, long before, int limit, CancellationToken cancellationToken) =>
        store.CandidatesAsync(user, before, time.GetUtcNow(), limit, cancellationToken);
}
