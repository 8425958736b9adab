using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage;
using Parlance.Storage.Accounts;
using Parlance.Storage.Messages;

namespace Parlance.Bench.Queries;

/// <summary>A database as large as it is asked about: one conversation of very many messages, and one person with very many conversations, each with something unread.</summary>
internal sealed class QueryWorld
{
    private const int Batch = 2_000;
    private const int UnreadEach = 20;

    private readonly Vocabulary _vocabulary = new();
    public User Reader { get; private set; } = null!;

    public User Writer { get; private set; } = null!;

    public Conversation Long { get; private set; } = null!;

    public static async Task<QueryWorld> FillAsync(Database database, int messages, int conversations, CancellationToken cancellationToken)
    {
        var world = new QueryWorld();
        var accounts = new SqlAccountStore(database);
        world.Reader = await CreateAsync(accounts, "reader", cancellationToken);
        world.Writer = await CreateAsync(accounts, "writer", cancellationToken);
        using var store = new SqlLogStore(database);
        world.Long = world.CreateGroup(store, "long");
        for (var left = messages; left > 0; left -= Batch)
            world.Append(store, Enumerable.Repeat(world.Long, Math.Min(Batch, left)));
        for (var made = 0; made < conversations; made++)
            world.Append(store, Enumerable.Repeat(world.CreateGroup(store, $"short-{made}"), UnreadEach));
        return world;
    }

    private static async Task<User> CreateAsync(SqlAccountStore accounts, string name, CancellationToken cancellationToken) =>
        (await accounts.CreateAsync(new User { Id = default, Key = name, Username = name, DisplayName = name, Role = UserRole.Member, CreatedAt = DateTimeOffset.UtcNow }, cancellationToken)).Created!;

    private Conversation CreateGroup(SqlLogStore store, string key)
    {
        using var transaction = store.Begin();
        var group = transaction.CreateConversation(new Conversation
        {
            Id = default,
            Key = key,
            Kind = ConversationKind.Group,
            Name = key,
            Position = transaction.NextPosition(),
            CreatedAt = DateTimeOffset.UtcNow,
        })!;
        foreach (var user in new[] { Reader, Writer })
        {
            transaction.SaveMember(new Member
            {
                Conversation = group.Id,
                User = user.Id,
                DisplayName = user.DisplayName,
                JoinedAt = DateTimeOffset.UtcNow,
                Position = transaction.NextPosition(),
            });
        }

        transaction.Commit();
        return group;
    }

    private void Append(SqlLogStore store, IEnumerable<Conversation> to)
    {
        using var transaction = store.Begin();
        transaction.Append([.. to.Select(conversation => new Written
        {
            Conversation = conversation.Id,
            ConversationKey = conversation.Key,
            Sender = Writer.Id,
            SenderKey = Writer.Key,
            SenderName = Writer.DisplayName,
            Content = _vocabulary.Message(),
            SentAt = DateTimeOffset.UtcNow,
        })]);
        transaction.Commit();
    }

    private sealed class Written : AppendEntry
    {
        public override void OnCommitted()
        {
        }
    }
}
