using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage;
using Parlance.Storage.Accounts;
using Parlance.Storage.Conversations;
using Parlance.Storage.Messages;
using Parlance.Storage.Search;

[assembly: AssemblyFixture(typeof(Parlance.Tests.Storage.PostgresLifetime))]

namespace Parlance.Tests.Storage;

/// <summary>What the suites share: the stores of the engine's database, and short words for making things in it.</summary>
public abstract class StoreContract(Engine engine) : IAsyncLifetime
{
    private static long _unique = 1_000; // below are the senders that tests name themselves

    protected Database Database { get; private set; } = null!;

    protected SqlAccountStore Accounts { get; private set; } = null!;

    protected SqlConversationStore Conversations { get; private set; } = null!;

    protected SqlMessageStore Messages { get; private set; } = null!;

    protected SqlSearchStore Search { get; private set; } = null!;

    protected SqlLogStore LogStore { get; private set; } = null!;

    protected Engine Engine => engine;

    protected TestClock Clock => engine.Clock;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(engine.Missing is not null, engine.Missing ?? "");
        Database = await engine.DatabaseAsync();
        Accounts = new SqlAccountStore(Database);
        Conversations = new SqlConversationStore(Database);
        Messages = new SqlMessageStore(Database);
        Search = new SqlSearchStore(Database);
        LogStore = new SqlLogStore(Database);
    }

    public virtual ValueTask DisposeAsync()
    {
        LogStore?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected static string Unique(string word = "x") => $"{word}{Interlocked.Increment(ref _unique)}";

    protected static UserId SomeUser() => new(Interlocked.Increment(ref _unique));

    protected User NewUser(string? username = null) => new()
    {
        Id = default,
        Key = Unique("key-"),
        Username = username ?? Unique("User"),
        DisplayName = "Ana",
        Role = UserRole.Member,
        CreatedAt = Clock.GetUtcNow(),
    };

    protected async Task<User> CreateUser(string? username = null) =>
        (await Accounts.CreateAsync(NewUser(username), Cancel)).Created.ShouldNotBeNull();

    /// <summary>Runs one log transaction and commits it.</summary>
    protected T Log<T>(Func<ILogTransaction, T> change)
    {
        using var transaction = LogStore.Begin();
        var result = change(transaction);
        transaction.Commit();
        return result;
    }

    protected Conversation Room(string? key = null, ConversationKind kind = ConversationKind.Room) =>
        Log(t => t.CreateConversation(Template(t, key, kind))).ShouldNotBeNull();

    protected Conversation Template(ILogTransaction transaction, string? key = null, ConversationKind kind = ConversationKind.Room) => new()
    {
        Id = default,
        Key = key ?? Unique("room-"),
        Kind = kind,
        Name = "Tea room",
        CreatedAt = Clock.GetUtcNow(),
        Position = transaction.NextPosition(),
    };

    protected Member Join(Conversation room, UserId user, MemberRole role = MemberRole.Member) => Log(t => Join(t, room, user, role));

    protected Member Join(ILogTransaction transaction, Conversation room, UserId user, MemberRole role = MemberRole.Member) =>
        transaction.SaveMember(new Member
        {
            Conversation = room.Id,
            User = user,
            Role = role,
            DisplayName = "Ana",
            JoinedAt = Clock.GetUtcNow(),
            Position = transaction.NextPosition(),
        });

    protected Post NewPost(Conversation room, string content = "hello", string? clientId = null, UserId? sender = null) => new()
    {
        Conversation = room.Id,
        ConversationKey = room.PublicKey,
        Sender = sender ?? new UserId(1),
        SenderKey = "",
        SenderName = "Ana",
        Content = content,
        ClientId = clientId,
        SentAt = Clock.GetUtcNow(),
    };

    protected Message Say(Conversation room, string content = "hello", string? clientId = null, UserId? sender = null)
    {
        var post = NewPost(room, content, clientId, sender);
        Append(post);
        return post.Message.ShouldNotBeNull();
    }

    protected void Append(params IReadOnlyList<AppendEntry> posts) =>
        Log(t =>
        {
            t.Append(posts);
            return 0;
        });
}

public sealed class Post : AppendEntry
{
    public override void OnCommitted() { }
}
