using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Interests;
using Parlance.Core.Likes;
using Parlance.Core.Messages;
using Parlance.Dialects.FortiFun;
using Parlance.Dialects.FortiFun.Socket;
using Parlance.Dialects.FortiFun.Wire;
using Parlance.Dialects.Hosting.Media;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Dialects.Hosting.Sockets;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Dialects.FortiFun;

/// <summary>The server writes exactly what the fixtures show, reads from them what clients mean, and the wire page shows them as they are.</summary>
public class FixtureTests
{
    private static readonly FortiFunJson Json = FortiFunJson.Default;
    private static readonly Links Links = new("https://chat.example.com");
    private static readonly DateTimeOffset At = new(2026, 1, 1, 10, 0, 0, 123, TimeSpan.Zero);

    private static readonly User Ana = new()
    {
        Id = new UserId(5), Key = "k5", Username = "ana", DisplayName = "Ana B", Email = "ana@x.example", Role = UserRole.Member, CreatedAt = At, LastSeenAt = At,
        AvatarUrl = "https://chat.example.com/media/k3v7qz2mw5d4x6r1c8b9n0tyha.jpg", Bio = "hello",
        Personal = new Dictionary<string, string>
        {
            ["first_name"] = "Ana", ["last_name"] = "B", ["date_of_birth"] = "2000-12-31", ["phone_number"] = "+33612345678", ["location"] = "Paris", ["latitude"] = "48.85",
            ["longitude"] = "2.35", ["interests"] = """["sport"]""",
        },
    };

    private static readonly User Bob = new() { Id = new UserId(6), Key = "k6", Username = "bob", DisplayName = "bob", Role = UserRole.Member, CreatedAt = At };

    private static readonly Conversation Direct = new()
    {
        Id = new ConversationId(1), Key = "direct:5-6", PairKey = "k5-k6", Kind = ConversationKind.Direct, Name = "", CreatedAt = At,
    };

    private static readonly Message Hi = new()
    {
        Id = new MessageId(10), Conversation = Direct.Id, ConversationKey = "k5-k6", Seq = 1, Sender = Ana.Id, SenderKey = Ana.Key, SenderName = Ana.DisplayName, Content = "hi \"bob\" 👋", SentAt = At,
    };

    private static readonly Interest[] Sport = [new(1, "sport")];
    private static readonly WireUserMin AnaMin = WireUserMin.Of(Ana, Links), BobMin = WireUserMin.Of(Bob, Links);
    private static readonly WireMessage HiSeen = WireMessage.Of(Hi, AnaMin, isRead: true, Links);
    private static readonly WireConversation Talk = new(1, [AnaMin, BobMin], "2026-01-01T10:00:00.123000Z", "2026-01-01T10:00:00.123000Z", true, HiSeen, 0);
    private static readonly WireOwner Owner = WireOwner.Of(Ana, WireUser.Of(Ana, Sport, isOnline: false, At, Links));
    private static readonly WirePotential Potential = new(6, "bob", "", "", null, "", "", false, null, [], null, null);
    private static readonly WireMatch Match = new(3, "2026-01-01T10:00:00.123000Z", true, Potential);
    private static readonly PairMatch Pair = new(3, Ana.Id, Bob.Id, At, IsActive: true);

    private static readonly Dictionary<string, Func<Task<string>>> Said = new()
    {
        ["answer_user__owner"] = () => Write(Owner, Json.WireOwner),
        ["answer_user__other"] = () => Write(WireUser.Of(Ana, Sport, isOnline: true, At, Links), Json.WireUser),
        ["answer_signed_in"] = () => Write(new SignedInAnswer(Owner, "eyJ…access", "eyJ…refresh"), Json.SignedInAnswer),
        ["answer_tokens"] = () => Write(new TokensAnswer("eyJ…refresh", "eyJ…access"), Json.TokensAnswer),
        ["answer_detail"] = () => Write(new DetailAnswer("Message marqué comme lu"), Json.DetailAnswer),
        ["answer_picture"] = () => Write(
            new PictureAnswer("uploaded and processed", Ana.AvatarUrl!, "k3v7qz2mw5d4x6r1c8b9n0tyha.jpg", true, new PictureInfo("JPEG", 83_900, 640, 480)), Json.PictureAnswer),
        ["answer_uploaded"] = () => Write(new UploadedAnswer("uploaded", "https://chat.example.com/media/k3v7qz2mw5d4x6r1c8b9n0tyha.bin"), Json.UploadedAnswer),
        ["answer_conversation"] = () => Write(Talk, Json.WireConversation),
        ["answer_page"] = () => Write(new WirePage<WireConversation>(41, "https://chat.example.com/api/v1/conversations/?page=3", "https://chat.example.com/api/v1/conversations/?page=1", [Talk]), Json.WirePageWireConversation),
        ["answer_message"] = () => Write(HiSeen, Json.WireMessage),
        ["answer_message__file"] = () => Write(
            WireMessage.Of(Hi with { Attachments = [new Attachment("/media/k3v7qz2mw5d4x6r1c8b9n0tyha.bin", "cv.pdf", "application/octet-stream", 9)] }, AnaMin, isRead: false, Links), Json.WireMessage),
        ["answer_preferences"] = () => Write(WirePreferences.Unset, Json.WirePreferences),
        ["answer_potential"] = () => Write(new WirePage<WirePotential>(1, null, null, [Potential]), Json.WirePageWirePotential),
        ["answer_like"] = () => Write(new LikeAnswer("Like enregistré avec succès", false, null), Json.LikeAnswer),
        ["answer_like__match"] = () => Write(new LikeAnswer("Like enregistré avec succès", true, Match), Json.LikeAnswer),
        ["answer_device"] = () => Write(new WireDeviceToken(1, "fcm-token", "android", true, "2026-01-01T10:00:00.123000Z", "2026-01-01T10:00:00.123000Z"), Json.WireDeviceToken),
        ["frame_connection_status"] = () => Text(FortiFrames.Connected(Ana)),
        ["frame_new_message"] = () => Encoded(new MessagePosted(Hi)),
        ["frame_raw_message"] = async () => await Text((await Codec()).Raw(Hi)),
        ["frame_typing_indicator"] = () => Encoded(new Typing(Direct.Id, "k5-k6", Ana.AsPerson(), At, IsTyping: true)),
        ["frame_read_receipt"] = () => Encoded(new MessageReceipts(Direct.Id, Member(Bob), [new MessageReceipt(Hi.Id, Ana.Id, ReceiptState.Read)], IsOfAll: true) { IsRead = true }),
        ["frame_conversation_update"] = () => Text(FortiFrames.ConversationUpdate("created", Talk)),
        ["frame_conversation_update__left"] = () => Encoded(new ConversationChanged(Direct with { IsDeleted = true })),
        ["frame_new_match"] = () => Text(FortiFrames.NewMatch(new MatchMade(Bob.Id, Pair, Ana), Links)),
        ["frame_pong"] = () => Text(FortiFrames.Pong("\"t1\"")),
        ["frame_error"] = () => Text(FortiFrames.Error("Not a participant of this conversation")),
    };

    private static readonly Dictionary<string, InboundFrame> Understood = new()
    {
        ["sent_ping"] = Frame("ping", timestamp: "\"t1\""),
        ["sent_join_conversation"] = Frame("join_conversation", conversation: 1),
        ["sent_leave_conversation"] = Frame("leave_conversation", conversation: 1),
        ["sent_typing"] = Frame("typing", conversation: 1, isTyping: true),
        ["sent_read_receipt"] = Frame("read_receipt", conversation: 1, message: 10),
        ["sent_message"] = Frame("message", text: "hi"),
        ["sent_chat_message"] = Frame("chat_message", text: "hi"),
        ["sent_new_message"] = Frame("new_message", conversation: 1, text: "hi"),
    };

    public static TheoryData<string> SaidByTheServer => [.. Said.Keys];

    public static TheoryData<string> SaidByClients => [.. Understood.Keys];

    public static TheoryData<string> Shown => [.. FortiFixtures.OnThePage.Keys];

    [Fact]
    public void Every_fixture_is_checked_and_on_the_page()
    {
        Said.Keys.Concat(Understood.Keys).Order(StringComparer.Ordinal).ShouldBe(FortiFixtures.Names());
        FortiFixtures.OnThePage.Keys.Order(StringComparer.Ordinal).ShouldBe(FortiFixtures.Names());
    }

    [Theory, MemberData(nameof(SaidByTheServer))]
    public async Task What_the_server_says_is_the_fixture(string name) => (await Said[name]()).ShouldBe(FortiFixtures.Read(name));

    [Theory, MemberData(nameof(SaidByClients))]
    public void What_a_client_says_is_understood(string name)
    {
        InboundFrame.TryRead(Encoding.UTF8.GetBytes(FortiFixtures.Read(name)), out var frame, out _).ShouldBeTrue();
        frame.ShouldBe(Understood[name]);
    }

    [Theory, MemberData(nameof(Shown))]
    public void Every_example_of_the_page_is_its_fixture(string name) => FortiFixtures.OnThePage[name].ShouldBe(FortiFixtures.Read(name));

    private static InboundFrame Frame(string type, long? conversation = null, long? message = null, bool isTyping = false, string? timestamp = null, string? text = null) =>
        new(type) { Conversation = conversation, Message = message, IsTyping = isTyping, Timestamp = timestamp, Text = text };

    private static async Task<FortiCodec> Codec()
    {
        var roster = new Roster(DispatchProxy.Create<IAccountStore, TheTwo>(), DispatchProxy.Create<IEventBus, TheTwo>());
        await roster.PinAsync([Ana.Id, Bob.Id]);
        return new FortiCodec(roster, new PublicBase("https://chat.example.com/"), new FortiFunOptions());
    }

    private static async Task<string> Encoded(ChatEvent e) => await Text((await Codec()).Encode(e).ShouldNotBeNull());

    private static Task<string> Text(Frame frame) => Task.FromResult(Encoding.UTF8.GetString(frame.Bytes.AsSpan(frame.Bytes[1] switch { < 126 => 2, 126 => 4, _ => 10 })));

    /// <summary>As it is on the wire but for escapes, which no reader sees.</summary>
    private static Task<string> Write<T>(T value, JsonTypeInfo<T> type)
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(value, type));
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance }))
            document.RootElement.WriteTo(writer);
        return Task.FromResult(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>Storage that knows these two, and a bus on which nothing happens.</summary>
    public class TheTwo : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.Name == nameof(IAccountStore.FindManyAsync) ? Task.FromResult<IReadOnlyList<User>>([Ana, Bob]) : null;
    }

    private static Member Member(User user) => new() { Conversation = Direct.Id, User = user.Id, DisplayName = user.DisplayName, JoinedAt = At };
}
