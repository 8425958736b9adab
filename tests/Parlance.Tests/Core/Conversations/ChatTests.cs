using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Core.Presence;
using Parlance.Core.Receipts;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Storage.Blocks;
using Parlance.Storage.Conversations;
using Parlance.Storage.Moderation;
using Parlance.Tests.Storage;

namespace Parlance.Tests.Core.Conversations;

/// <summary>What tests of conversations and messages start from: one node's services over a real store, a real log and a clock that the test moves.</summary>
public abstract class ChatTests(Engine engine) : StoreContract(engine), IEventSubscriber
{
    private protected static readonly ClientOrigin Somewhere = new("203.0.113.7", null);
    private protected static readonly ClientOrigin Elsewhere = new("203.0.113.8", null);

    private readonly List<ChatEvent> _heard = [];

    private protected InProcessEventBus Bus { get; private set; } = null!;

    private protected MessageLog MessageLog { get; private set; } = null!;

    private protected AccessCache Cache { get; private set; } = null!;

    private protected BlockCache BlockCache { get; private set; } = null!;

    private protected ContentFilter Filter { get; private set; } = null!;

    private protected PasswordWork Passwords { get; private set; } = null!;

    private protected RoomGrants Grants { get; private set; } = null!;

    private protected ConversationService Rooms { get; private set; } = null!;

    private protected MessageService Talk { get; private set; } = null!;

    private protected ReceiptService Receipts { get; private set; } = null!;

    private protected InProcessAttendance Attendance { get; private set; } = null!;

    /// <summary>Users who count as connected.</summary>
    private protected HashSet<UserId> Online { get; } = [];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Bus = new InProcessEventBus(NullLogger<InProcessEventBus>.Instance);
        MessageLog = new MessageLog(LogStore, Bus, new MessageLogOptions(), NullLogger<MessageLog>.Instance);
        BlockCache = new BlockCache(new SqlBlockStore(Database), Bus, Clock);
        Filter = new ContentFilter(new SqlFilterStore(Database), Bus);
        Cache = new AccessCache(Conversations, BlockCache, Bus, Clock);
        Passwords = new PasswordWork(new IdentityPasswordHasher(iterations: 10));
        Attendance = new InProcessAttendance(Bus, Clock);
        Grants = NewGrants(Cache);
        Rooms = new ConversationService(Conversations, Messages, Accounts, Cache, MessageLog, Passwords, Grants, new PlayedPresence(Online), Attendance, Clock);
        Talk = new MessageService(MessageLog, Messages, Conversations, Accounts, Rooms, Filter, new SlowMode(Clock), Clock);
        Receipts = new ReceiptService(Rooms, MessageLog, Messages, Clock);
        Bus.Subscribe(this);
    }

    public override async ValueTask DisposeAsync()
    {
        if (MessageLog is not null)
            await MessageLog.DisposeAsync();
        Cache?.Dispose();
        BlockCache?.Dispose();
        Passwords?.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public void Receive(IReadOnlyList<ChatEvent> events)
    {
        lock (_heard)
            _heard.AddRange(events);
    }

    /// <summary>What another node of the same database would decide.</summary>
    private protected RoomGrants NewGrants(AccessCache cache) => new(new SqlRoomGrantStore(Database), cache, Passwords, new LimitOptions(), Clock);

    private protected IReadOnlyList<T> Heard<T>() where T : ChatEvent
    {
        lock (_heard)
            return [.. _heard.OfType<T>()];
    }

    private protected void Forget()
    {
        lock (_heard)
            _heard.Clear();
    }

    private protected async Task<User> Person(string? key = null, UserRole role = UserRole.Member) =>
        (await Accounts.CreateAsync(NewUser() with { Key = key ?? Guid.NewGuid().ToString(), Role = role }, Cancel)).Created.ShouldNotBeNull();

    private protected async Task<Conversation> RoomOf(User? host, ConversationDraft? draft = null) =>
        (await Rooms.CreateRoomAsync(host, (draft ?? new ConversationDraft()) with { Name = draft?.Name ?? "Tea room" }, Cancel)).Value.Conversation;

    private protected Task<Conversation> LockedRoomOf(User? host) =>
        RoomOf(host, new ConversationDraft { Privacy = Privacy.Password, Password = "sesame" });

    private protected async Task<Access> DirectOf(User one, User other) => (await Rooms.OpenDirectAsync(one, other)).Value;

    private protected async Task<Access> AccessOf(User user, Conversation conversation) =>
        (await Cache.GetAsync(ConversationRef.Of(conversation.Id), user.Id)).ShouldNotBeNull();

    /// <summary>The sender need not have been told of the conversation before.</summary>
    private protected async Task<Message> Post(User sender, Conversation to, string content = "hello") =>
        (await Talk.PostAsync(await AccessOf(sender, to), sender, content)).Value;

    private protected static void Refused<T>(Outcome<T> outcome, RefusalCode code) => outcome.Refusal.ShouldNotBeNull().Code.ShouldBe(code);

    private sealed class PlayedPresence(HashSet<UserId> online) : IPresence
    {
        public void Connected(Person who) => throw new NotSupportedException();

        public void Disconnected(UserId user) => throw new NotSupportedException();

        public bool IsOnline(UserId user) => online.Contains(user);
    }
}
