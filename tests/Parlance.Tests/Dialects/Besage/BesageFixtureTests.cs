using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parlance.Dialects.Besage.Socket;
using Parlance.Dialects.Besage.Wire;
using Parlance.Dialects.Django;
using Parlance.Dialects.Django.Wire;
using Parlance.Dialects.Hosting.Receipts;
using Parlance.Sockets.Frames;
using Parlance.Tests.Dialects.Native;
using static Parlance.Tests.Dialects.Besage.BesageSamples;

namespace Parlance.Tests.Dialects.Besage;

/// <summary>The server says exactly what the fixtures show, and reads from them what clients mean.</summary>
public class BesageFixtureTests
{
    private static readonly BesageJson Json = BesageJson.Default;

    private static readonly WireUser Owner =
        new(7, "ana", "ana@example.com", "https://chat.example.com/media/a1.png", DjangoTime.Of(Ana.CreatedAt), DjangoTime.Of(Ana.CreatedAt), "https://chat.example.com/media/a1.png");

    private static readonly MessageReceipt Read = new(Hi.Id, Ana.Id, ReceiptState.Read);

    private static WireMessage Message => Circle.ToWire(Hi, Urls);

    private static readonly Dictionary<string, Func<string>> Said = new()
    {
        ["answer_signed_in"] = () => Write(new SignedInAnswer("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.r", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.a", Owner), Json.SignedInAnswer),
        ["answer_user__owner"] = () => Write(Owner, Json.WireUser),
        ["answer_user__other"] = () => Write(Owner with { Id = 8, Username = "bob", Email = "", ProfileImg = null, ProfileImage = null }, Json.WireUser),
        ["answer_image"] = () => Write(new ImageAnswer(Owner.ProfileImg!, Owner.ProfileImg!), Json.ImageAnswer),
        ["answer_chat"] = () => Write(ToWire(Message, 2), Json.WireChat),
        ["answer_chat__empty"] = () => Write(ToWire(null, null), Json.WireChat),
        ["answer_chat__participants_added"] = () => Write(ToWire(null, null) with { Detail = "Added 2 participants to the chat." }, Json.WireChat),
        ["answer_message"] = () => Write(Message, Json.WireMessage),
        ["answer_message__delivered"] = () => Write(Delivered.ToWire(Hi, Urls), Json.WireMessage),
        ["answer_message__deleted"] = () => Write(Circle.ToWire(Hi with { IsDeleted = true }, Urls), Json.WireMessage),
        ["answer_status"] = () => Write(Delivered.Seats[1].StatusOf(Hi, Urls), Json.WireStatus),
        ["answer_reaction"] = () => Write(new WireReaction(WireIds.Reaction(Hi.Id, Bob.Id), 55, 8, "bob", "like", DjangoTime.Of(Hi.SentAt)), Json.WireReaction),
        ["answer_done"] = () => Write(new DoneAnswer("Chat deleted."), Json.DoneAnswer),
        ["refusal_logout"] = () => Write(new LogoutRefusal("Token is invalid or expired"), Json.LogoutRefusal),
        ["frame_connection_established"] = () => Text(BesageFrames.Welcome),
        ["frame_chat_message"] = () => Text(BesageFrames.ChatMessage(Message)),
        ["frame_message"] = () => Text(BesageFrames.ClientMessage(Message)),
        ["frame_nuevo_mensaje"] = () => Text(BesageFrames.NewMessage(Message with { Statuses = [] })),
        ["frame_typing__event"] = () => Text(BesageFrames.Person("typing", Chat.Id, Ana.Id, "ana", isEphemeral: true)),
        ["frame_typing"] = () => Text(BesageFrames.ClientTyping(Chat.Id, Ana.Id)),
        ["frame_user_online"] = () => Text(BesageFrames.Person("user_online", Chat.Id, Bob.Id, "bob")),
        ["frame_user_offline"] = () => Text(BesageFrames.Person("user_offline", Chat.Id, Bob.Id, "bob")),
        ["frame_mensaje_estado"] = () => Text(BesageFrames.Status(Read, Chat.Id, Bob.Id)),
        ["frame_message_status"] = () => Text(BesageFrames.ClientStatus(Read, Chat.Id, Bob.Id)),
        ["frame_mensajes_leidos"] = () => Text(BesageFrames.Summary("mensajes_leidos", Chat.Id, Bob.Id)),
        ["frame_mensajes_entregados"] = () => Text(BesageFrames.Summary("mensajes_entregados", Chat.Id, Bob.Id)),
        ["frame_nuevo_chat"] = () => Text(BesageFrames.NewChat(ToWire(null, null))),
        ["frame_new_chat"] = () => Text(BesageFrames.ClientChat(ToWire(null, null))),
        ["frame_participantes_actualizados"] = () => Text(BesageFrames.Participants(Chat.Id, ToWire(null, null).Participants)),
        ["frame_participants_updated"] = () => Text(BesageFrames.ClientParticipants(Chat.Id, ToWire(null, null).Participants)),
        ["frame_mensaje_editado"] = () => Text(BesageFrames.Edited(Message)),
        ["frame_mensaje_eliminado"] = () => Text(BesageFrames.Deleted(Hi.Id, Chat.Id)),
        ["frame_reaccion"] = () => Text(BesageFrames.Reacted(Hi.Id, Chat.Id, Bob.Id, "bob", "like", added: true)),
        ["frame_error"] = () => Text(BesageFrames.Error("rate_limited", "Too many messages in a short time.")),
    };

    private static readonly Dictionary<string, InboundFrame> Understood = new()
    {
        ["sent_chat_message"] = new(FrameType.ChatMessage, "say \"hi\" 👋"),
        ["sent_chat_message__no_type"] = new(FrameType.ChatMessage, "hi"),
        ["sent_typing"] = new(FrameType.Typing, null),
        ["sent_read_messages"] = new(FrameType.ReadMessages, null),
        ["sent_delivered_messages"] = new(FrameType.DeliveredMessages, null),
    };

    private static readonly Dictionary<string, Action<string>> Asked = new()
    {
        ["request_login"] = text => Parse(text, Json.LoginRequest).ShouldBe(new LoginRequest("ana", "correct horse")),
        ["request_logout"] = text => Parse(text, Json.LogoutRequest).Refresh.ShouldNotBeNull(),
        ["request_profile"] = text => Parse(text, Json.ProfileRequest).ShouldBe(new ProfileRequest("ana", "ana@example.com")),
        ["request_chat"] = text => Parse(text, Json.CreateChatRequest).ParticipantsIds.ShouldBe([8]),
        ["request_chat__named"] = text => Parse(text, Json.CreateChatRequest).Name.ShouldBe("Jazz club"),
        ["request_rename"] = text => Parse(text, Json.RenameChatRequest).Name.ShouldBe("Jazz club"),
        ["request_participants"] = text => Parse(text, Json.AddParticipantsRequest).UsersIds.ShouldBe([8, 9]),
        ["request_message"] = text => Parse(text, Json.PostMessageRequest).ShouldBe(new PostMessageRequest(12, "hi")),
        ["request_content"] = text => Parse(text, Json.ContentRequest).Content.ShouldBe("hi"),
        ["request_status"] = text => Parse(text, Json.StatusRequest).Status.ShouldBe("delivered"),
        ["request_reaction"] = text => Parse(text, Json.ReactRequest).ShouldBe(new ReactRequest(55, "like")),
    };

    public static TheoryData<string> SaidByTheServer => [.. Said.Keys];

    public static TheoryData<string> SentByClients => [.. Understood.Keys];

    public static TheoryData<string> AskedByClients => [.. Asked.Keys];

    [Fact]
    public void Every_fixture_is_checked() =>
        Said.Keys.Concat(Understood.Keys).Concat(Asked.Keys).Order(StringComparer.Ordinal).ShouldBe(BesageFixtures.Names(""));

    [Theory, MemberData(nameof(SaidByTheServer))]
    public void What_the_server_says_is_byte_for_byte_the_fixture(string name) => Said[name]().ShouldBe(BesageFixtures.Read(name));

    [Theory, MemberData(nameof(AskedByClients))]
    public void What_a_client_asks_is_understood(string name) => Asked[name](BesageFixtures.Read(name));

    [Theory, MemberData(nameof(SentByClients))]
    public void What_a_client_sends_is_understood(string name)
    {
        InboundFrame.TryRead(Encoding.UTF8.GetBytes(BesageFixtures.Read(name)), out var frame).ShouldBeTrue();
        frame.ShouldBe(Understood[name]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"message":"x"}{}""")]
    [InlineData("""{"\ud83d":1}""")]
    public void What_is_not_one_object_is_no_frame(string text) => InboundFrame.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static T Parse<T>(string text, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(text, type)!;

    private static string Text(Frame frame) => NativeFrames.TextOf(frame);
}
