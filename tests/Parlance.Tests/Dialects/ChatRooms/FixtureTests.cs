using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Dialects.ChatRooms;
using Parlance.Dialects.ChatRooms.Endpoints;
using Parlance.Dialects.ChatRooms.Wire;

namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>The server writes exactly what the fixtures show, and reads from them what clients mean.</summary>
public class FixtureTests
{
    private static readonly ChatRoomsJson Json = ChatRoomsJson.Default;
    private static readonly Links Links = new("https://chat.example.com");

    private static readonly User Ana = Person(12, "0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55", "ana", UserRole.Member) with
    {
        Username = "ana", PasswordHash = "never shown", Email = "ana@example.com", Bio = "hello", AvatarUrl = "/media/a3.jpg",
        AvatarUrls = new AvatarSet("/media/a1.jpg", "https://chat.example.com/media/a2.jpg", "/media/a3.jpg", "/media/a4.jpg"),
    };

    private static readonly User Bob = Person(13, "7d5b0f8e-9d61-4a53-9f0e-0f1c2a6f0e11", "bob", UserRole.Guest);

    private static readonly Conversation Lounge = new()
    {
        Id = new ConversationId(5), Key = "lounge", Kind = ConversationKind.Room, Name = "Lounge", Category = "Music", Description = "All sorts of jazz", Tags = ["jazz", "swing"],
        ThumbnailUrl = "/media/t1.png", MaxMembers = 50, Host = Ana.Id, MemberCount = 2, CreatedAt = At(1763697600000), PasswordHash = "never shown",
    };

    private static readonly Conversation Direct = new()
    {
        Id = new ConversationId(7), Key = "direct:12-13", PairKey = Conversation.PairKeyOf(Ana.Key, Bob.Key), Kind = ConversationKind.Direct, Name = "", CreatedAt = At(1763697600000),
    };

    private static readonly Message Hi = new()
    {
        Id = new MessageId(1044), Conversation = Lounge.Id, ConversationKey = "lounge", Seq = 42, Sender = Ana.Id, SenderKey = Ana.Key, SenderName = "ana", SenderAvatar = Ana.AvatarUrl,
        Content = "hi", SentAt = At(1763697660007),
    };

    private static readonly Message Cat = Hi with
    {
        Id = new MessageId(1050), Sender = Bob.Id, SenderKey = Bob.Key, SenderName = "bob", SenderAvatar = null, Kind = "image", Content = "https://example.com/cat.png",
    };

    private static readonly Message Question = Cat with { Conversation = Direct.Id, ConversationKey = Direct.PublicKey, Kind = "text", Content = "are you there?" };

    private static readonly Message Yes = Hi with { Conversation = Direct.Id, ConversationKey = Direct.PublicKey, Content = "yes" };

    private static readonly DirectEntry Entry = new(Direct, Member(Ana), Bob with { LastSeenAt = At(1763697600000) }, Question, 3);

    private static readonly Dictionary<string, Func<string>> Said = new()
    {
        ["answer_welcome"] = () => Write(new WelcomeAnswer("ok", WireTime.Of(At(1763697600000)), "Parlance is running", "0.1.0", "/docs", "/health"), Json.WelcomeAnswer),
        ["answer_signed_in"] = () => Write(new SignedInAnswer(WireUser.Of(Ana, Links, toOwner: true), "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x"), Json.SignedInAnswer),
        ["answer_signed_out"] = () => Write(new SignedOutAnswer(true, "Successfully logged out.", "Successfully logged out."), Json.SignedOutAnswer),
        ["answer_user__owner"] = () => Write(WireUser.Of(Ana, Links, toOwner: true), Json.WireUser),
        ["answer_user__other"] = () => Write(WireUser.Of(Bob with { Email = "never shown" }, Links, toOwner: false), Json.WireUser),
        ["answer_user__new_guest"] = () => Write(WireUser.Of(Bob, Links, toOwner: true), Json.WireUser),
        ["answer_user__details"] = () => Write(WireUser.Of(Bob with
        {
            Details = new Dictionary<string, string>
            {
                ["banner_media_url"] = "/media/b1.png", ["banner_media_type"] = "image", ["accent_color"] = "#ff8800", ["about_text"] = "I play the piano",
            },
        }, Links, toOwner: true), Json.WireUser),
        ["answer_users__search"] = () => Write([WireFoundUser.Of(Ana, Links), WireFoundUser.Of(Bob, Links)], Json.WireFoundUserArray),
        ["answer_users__none"] = () => Write([], Json.WireFoundUserArray),
        ["answer_profile"] = () => Write(new ProfileAnswer(true, WireUser.Of(Ana, Links, toOwner: true)), Json.ProfileAnswer),
        ["answer_success"] = () => Write(new SuccessAnswer(true), Json.SuccessAnswer),
        ["answer_unread_count"] = () => Write(new CountAnswer(7), Json.CountAnswer),
        ["answer_avatar"] = () => Write(AvatarEndpoints.Describe(Ana, 83_900, Links), Json.AvatarAnswer),
        ["answer_avatar_deleted"] = () => Write(new AvatarDeletedAnswer(true, "Avatar deleted"), Json.AvatarDeletedAnswer),
        ["answer_avatar_health"] = () => Write(new AvatarHealthAnswer("healthy", false, null, null, WireTime.Of(At(1763697600000))), Json.AvatarHealthAnswer),
        ["answer_room"] = () => Write(WireRoom.Of(Lounge, Ana, [Ana, Bob], 1, Links), Json.WireRoom),
        ["answer_rooms"] = () => Write([WireRoom.Of(Lounge, Ana, [Ana, Bob], 1, Links)], Json.WireRoomArray),
        ["answer_room__made_by_joining"] = () => Write(WireRoom.Of(
            new Conversation { Id = default, Key = "test-room", Name = "test-room", Kind = ConversationKind.Room, Privacy = Privacy.Private, CreatedAt = At(1763697600000) }, null, [], 0, Links), Json.WireRoom),
        ["answer_joined"] = () => Write(new JoinedAnswer("success", "lounge", Ana.Key, "User ana joined room Lounge"), Json.JoinedAnswer),
        ["answer_message"] = () => Write(WireMessage.Of(Hi, Links.Absolute(Hi.SenderAvatar)), Json.WireMessage),
        ["answer_message__image"] = () => Write(WireMessage.Of(Cat, null), Json.WireMessage),
        ["answer_messages"] = () => Write([WireMessage.Of(Hi, Links.Absolute(Hi.SenderAvatar)), WireMessage.Of(Cat, null)], Json.WireMessageArray),
        ["answer_dm"] = () => Write(WireDirectMessage.Of(Question, null, Ana.Key, read: false), Json.WireDirectMessage),
        ["answer_dms"] = () => Write(
            [WireDirectMessage.Of(Question, null, Ana.Key, read: false), WireDirectMessage.Of(Yes, Links.Absolute(Ana.AvatarUrl), Bob.Key, read: true)], Json.WireDirectMessageArray),
        ["answer_conversations"] = () => Write(
            new WireConversations([WireConversation.Of(Entry, Ana.Key)], [WireContact.Of(Entry, isOnline: true, Links)]), Json.WireConversations),
        ["answer_conversations__nothing_left"] = () =>
        {
            var left = Entry with { Other = Bob, Last = null, Unread = 0 };
            return Write(new WireConversations([WireConversation.Of(left, Ana.Key)], [WireContact.Of(left, isOnline: false, Links)]), Json.WireConversations);
        },
        ["answer_read"] = () => Write(new ReadAnswer(true, 5), Json.ReadAnswer),
        ["answer_message_deleted"] = () => Write(new MessageDeletedAnswer(true, true), Json.MessageDeletedAnswer),
        ["answer_conversation_deleted"] = () => Write(new ConversationDeletedAnswer(true, 15), Json.ConversationDeletedAnswer),
    };

    private static readonly Dictionary<string, Action<string>> Understood = new()
    {
        ["request_signup"] = text => Read(text, Json.SignupRequest).ShouldBe(new SignupRequest("ana", "correct horse", "ana@example.com")),
        ["request_login"] = text => Read(text, Json.LoginRequest).ShouldBe(new LoginRequest("ana", "correct horse")),
        ["request_user"] = text => Read(text, Json.CreateUserRequest).ShouldBe(new CreateUserRequest("bob")),
        ["request_profile"] = text =>
        {
            var change = ProfileWish.Read(Read(text, Json.ProfileRequest), Bob with { Role = UserRole.Member, Username = "bob" }).Value;
            change.ShouldBe(new ProfileChange("ana", "hello", null, "ana@example.com")
            {
                Username = "ana", UsernameRule = UsernameRule.Free, AvatarUrls = Absolute(Ana.AvatarUrls!), Details = change.Details,
            });
            change.Details.ShouldBe(new Dictionary<string, string> { ["accent_color"] = "#ff8800" });
        },
        ["request_profile__bio"] = text =>
        {
            var change = ProfileWish.Read(Read(text, Json.ProfileRequest), Ana).Value;
            change.ShouldBe(new ProfileChange(Bio: "hello") { UsernameRule = UsernameRule.Free, Details = change.Details });
            change.Details.ShouldBeEmpty();
        },
        ["request_password"] = text => Read(text, Json.PasswordRequest).ShouldBe(new PasswordRequest("correct horse")),
        ["request_room"] = text =>
        {
            var wish = RoomWish.Read(Read(text, Json.CreateRoomRequest)).Value;
            wish.Draft.ShouldBe(new ConversationDraft
            {
                Name = "Lounge", Description = "All sorts of jazz", Category = "Music", Tags = wish.Draft.Tags, Privacy = Privacy.Password, Password = "abcd", MaxMembers = 50,
            });
            wish.Draft.Tags.ShouldBe(["jazz", "swing"]);
            wish.DataThumbnail.ShouldBe("data:image/png;base64,iVBORw0KGgo=");
            (wish.CreatorKey, wish.CreatorName).ShouldBe((Ana.Key, "ana"));
        },
        ["request_room__any_shape"] = text =>
        {
            var wish = RoomWish.Read(Read(text, Json.CreateRoomRequest)).Value;
            wish.ShouldBe(new RoomWish(new ConversationDraft { Name = "Lounge", Tags = wish.Draft.Tags, Privacy = Privacy.Public, MaxMembers = 1_000 }, null, null, null));
            wish.Draft.Tags.ShouldBeEmpty();
        },
        ["request_verify_password"] = text => Read(text, Json.VerifyPasswordRequest).ShouldBe(new VerifyPasswordRequest("abcd")),
        ["request_join"] = text => Read(text, Json.JoinRequest).ShouldBe(new JoinRequest(Bob.Key, "bob", "https://ui-avatars.com/api/?name=bob", null)),
        ["request_message"] = text => Read(text, Json.PostMessageRequest).ShouldBe(new PostMessageRequest(Ana.Key, "hi", "ana", "https://chat.example.com/media/a3.jpg", "message")),
        ["request_dm"] = text => Read(text, Json.PostDirectRequest).ShouldBe(new PostDirectRequest(Bob.Key, Ana.Key, "are you there?")),
        ["request_acting"] = text => Read(text, Json.ActingRequest).ShouldBe(new ActingRequest(Ana.Key)),
    };

    public static TheoryData<string> SaidByTheServer => [.. Said.Keys];

    public static TheoryData<string> SaidByClients => [.. Understood.Keys];

    [Fact]
    public void Every_fixture_is_checked() =>
        Said.Keys.Concat(Understood.Keys).Order(StringComparer.Ordinal).ShouldBe(RoomsFixtures.Names("answer_").Concat(RoomsFixtures.Names("request_")).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(SaidByTheServer))]
    public void What_the_server_says_is_byte_for_byte_the_fixture(string name) => Said[name]().ShouldBe(RoomsFixtures.Read(name));

    [Theory, MemberData(nameof(SaidByClients))]
    public void What_a_client_says_is_understood(string name) => Understood[name](RoomsFixtures.Read(name));

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Read<T>(string text, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(text, type)!;

    private static AvatarSet Absolute(AvatarSet set) =>
        new(Links.Absolute(set.Thumbnail)!, Links.Absolute(set.Small)!, Links.Absolute(set.Medium)!, Links.Absolute(set.Large)!);

    private static Member Member(User user) => new() { Conversation = Direct.Id, User = user.Id, DisplayName = user.DisplayName, JoinedAt = At(1763697600000) };

    private static User Person(long id, string key, string name, UserRole role) =>
        new() { Id = new UserId(id), Key = key, DisplayName = name, Role = role, CreatedAt = At(1763697600000) };

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
