using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;

namespace Parlance.Dialects.Besage.Chats;

/// <summary>Reads who is in chats: two queries however many chats there are.</summary>
internal sealed class People(IConversationStore conversations, AccountService accounts)
{
    /// <summary>Participants shown of a chat, and receivers of a message.</summary>
    public const int MaxSeats = 200;

    /// <param name="senders">People who wrote in these chats and may have left since.</param>
    public async Task<IReadOnlyDictionary<ConversationId, Circle>> ReadAsync(
        IReadOnlyCollection<ConversationId> chats, IEnumerable<UserId> senders, CancellationToken cancellationToken)
    {
        if (chats.Count == 0)
            return new Dictionary<ConversationId, Circle>();
        var members = await conversations.FirstMembersAsync(chats, MaxSeats, cancellationToken);
        UserId[] ids = [.. members.SelectMany(chat => chat.Select(member => member.User)).Concat(senders).Distinct()];
        var users = (await accounts.FindManyAsync(ids, cancellationToken)).ToDictionary(user => user.Id);
        return chats.ToDictionary(chat => chat, chat => new Circle([.. members[chat].Select(member => Seat.Of(member, users.GetValueOrDefault(member.User)))], users));
    }

    public async Task<Circle> ReadAsync(ConversationId chat, CancellationToken cancellationToken) => (await ReadAsync([chat], [], cancellationToken))[chat];
}
