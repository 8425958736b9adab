using System.Text;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Messages;
using Parlance.Core.Presence;
using Parlance.Dialects.ChatRooms.Socket;
using Parlance.Sockets.Frames;
using Parlance.Tests.Dialects.Native;

namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>The sockets say exactly what the fixtures show (`frame_…`), and read from them what clients mean (`sent_…`).</summary>
public class FrameFixtureTests
{
    private static readonly RoomCodec Room = new();
    private static readonly DirectCodec Directs = new();
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeMilliseconds(1763697660007);

    private static readonly Person Ana = new(new UserId(12), "0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55", "ana", "https://chat.example.com/media/a3.jpg");
    private static readonly Person Bob = new(new UserId(13), "7d5b0f8e-9d61-4a53-9f0e-0f1c2a6f0e11", "bob", null);

    private static readonly ConversationId Lounge = new(5);
    private static readonly ConversationId Direct = new(7);
    private static readonly string Pair = Conversation.PairKeyOf(Ana.Key, Bob.Key);

    private static readonly Message Hi = new()
    {
        Id = new MessageId(1044), Conversation = Lounge, ConversationKey = "lounge", Seq = 42, Sender = Ana.Id, SenderKey = Ana.Key, SenderName = Ana.Name,
        SenderAvatar = Ana.AvatarUrl, Content = "hi", SentAt = At,
    };

    private static readonly Message FromBob = Hi with
    {
        Id = new MessageId(1045), Sender = Bob.Id, SenderKey = Bob.Key, SenderName = Bob.Name, SenderAvatar = null, Content = "say \"hi\" 👋", Kind = "user_left",
    };

    private static readonly Message Question = FromBob with { Id = new MessageId(1050), Conversation = Direct, ConversationKey = Pair, Content = "are you there?", Kind = "text" };

    private static readonly RoomSnapshot Both = new([Ana, Bob], [new Broadcast(Ana, DateTimeOffset.FromUnixTimeMilliseconds(1763697600000))]);

    private static readonly Dictionary<string, Func<Frame?>> Said = new()
    {
        ["frame_message"] = () => Room.Encode(new MessagePosted(Hi)),
        ["frame_message__no_avatar"] = () => Room.Encode(new MessagePosted(FromBob)),
        ["frame_user_joined"] = () => Room.Encode(new Entered(Lounge, "lounge", Bob, At)),
        ["frame_user_left"] = () => Room.Encode(new Departed(Lounge, "lounge", Bob, At)),
        ["frame_room_state"] = () => RoomFrames.State("lounge", Both, At),
        ["frame_active_broadcasts"] = () => RoomFrames.ActiveBroadcasts("lounge", Both, At),
        ["frame_typing_start"] = () => Room.Encode(new Typing(Lounge, "lounge", Bob, At, IsTyping: true)),
        ["frame_typing_stop"] = () => Room.Encode(new Typing(Lounge, "lounge", Bob, At, IsTyping: false)),
        ["frame_broadcast_started"] = () => Room.Encode(new BroadcastStarted(Lounge, "lounge", Ana, At)),
        ["frame_broadcast_stopped"] = () => Room.Encode(new BroadcastStopped(Lounge, "lounge", Ana, At)),
        ["frame_profile_updated"] = () => Room.Encode(new AppearanceChanged(Lounge, "lounge", Ana, At, "anna", "hello", AvatarOnly: false)),
        ["frame_avatar_updated"] = () => Room.Encode(new AppearanceChanged(Lounge, "lounge", Ana, At, "ana", null, AvatarOnly: true)),
        ["frame_webrtc_signal"] = () => RoomFrames.Signal(new SignalSent(Lounge, "lounge", Bob, Ana, """{"type":"offer","sdp":"v=0\r\n"}""")),
        ["frame_ping"] = () => FrameWriting.Ping(At),
        ["frame_error"] = () => FrameWriting.Error("Invalid message format"),
        ["frame_dm_message"] = () => Directs.Encode(new MessagePosted(Question)),
        ["frame_dm_sent"] = () => DirectFrames.Sent(Question),
        ["frame_dm_typing"] = () => Directs.Encode(new Typing(Direct, Pair, Bob, At, IsTyping: true)),
        ["frame_dm_read"] = () => Directs.Encode(new DirectRead(Direct, Pair, Ana, At)),
        ["frame_dm_user_joined"] = () => Directs.Encode(new PresenceChanged(Ana, IsOnline: true, At)),
        ["frame_dm_user_left"] = () => Directs.Encode(new PresenceChanged(Ana, IsOnline: false, At)),
    };

    private delegate void Check(in InboundFrame frame);

    private static readonly Dictionary<string, Check> Understood = new()
    {
        ["sent_message"] = (in InboundFrame frame) => Text(frame, FrameType.Message, "hi"),
        ["sent_message__no_type"] = (in InboundFrame frame) => Text(frame, FrameType.Message, "say \"hi\" 👋"),
        ["sent_message__video_ready"] = (in InboundFrame frame) => Text(frame, FrameType.Message, """{"type":"video_ready","playback_id":"p1"}"""),
        ["sent_typing_start"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.TypingStart),
        ["sent_typing_stop"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.TypingStop),
        ["sent_keep_alive"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.KeepAlive),
        ["sent_pong"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.Pong),
        ["sent_profile_updated"] = (in InboundFrame frame) =>
        {
            frame.Type.ShouldBe(FrameType.ProfileUpdated);
            (frame.Username.Text, frame.Bio.Text, frame.Email.Text, frame.Avatar.Text).ShouldBe(("ana", "hello", "ana@example.com", Ana.AvatarUrl));
        },
        ["sent_avatar_updated"] = (in InboundFrame frame) =>
        {
            frame.Type.ShouldBe(FrameType.AvatarUpdated);
            frame.Avatar.Text.ShouldBe(Ana.AvatarUrl);
            frame.Bio.IsMissing.ShouldBeTrue();
        },
        ["sent_webrtc_signal"] = (in InboundFrame frame) =>
        {
            frame.Type.ShouldBe(FrameType.Signal);
            frame.Target.Text.ShouldBe(Ana.Key);
            Encoding.UTF8.GetString(frame.Signal.Raw).ShouldBe("""{"type":"offer","sdp":"v=0\r\n"}""");
        },
        ["sent_broadcast_started"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.BroadcastStarted),
        ["sent_broadcast_stopped"] = (in InboundFrame frame) => frame.Type.ShouldBe(FrameType.BroadcastStopped),
        ["sent_dm_message"] = (in InboundFrame frame) =>
        {
            Text(frame, FrameType.DirectMessage, "are you there?");
            frame.Receiver.Text.ShouldBe(Ana.Key);
        },
        ["sent_dm_typing"] = (in InboundFrame frame) =>
        {
            frame.Type.ShouldBe(FrameType.DirectTyping);
            frame.Receiver.Text.ShouldBe(Ana.Key);
            frame.IsTyping.IsTrue.ShouldBeTrue();
        },
        ["sent_dm_read"] = (in InboundFrame frame) =>
        {
            frame.Type.ShouldBe(FrameType.DirectRead);
            frame.Sender.Text.ShouldBe(Bob.Key);
        },
    };

    public static TheoryData<string> SaidByTheServer => [.. Said.Keys];

    public static TheoryData<string> SaidByClients => [.. Understood.Keys];

    [Fact]
    public void Every_fixture_is_checked() =>
        Said.Keys.Concat(Understood.Keys).Order(StringComparer.Ordinal)
            .ShouldBe(RoomsFixtures.Names("frame_").Concat(RoomsFixtures.Names("sent_")).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(SaidByTheServer))]
    public void What_the_server_says_is_byte_for_byte_the_fixture(string name) => NativeFrames.TextOf(Said[name]()!).ShouldBe(RoomsFixtures.Read(name));

    [Theory, MemberData(nameof(SaidByClients))]
    public void What_a_client_says_is_understood(string name)
    {
        InboundFrame.TryRead(Encoding.UTF8.GetBytes(RoomsFixtures.Read(name)), out var frame).ShouldBeTrue();
        Understood[name](frame);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("""{"type":"message","content":"x"}{}""")]
    [InlineData("""{"type":"message","content":"x" """)]
    [InlineData("""{"\ud83d":1}""")]
    public void What_is_not_one_object_is_malformed(string text) => InboundFrame.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("""{"type":7,"content":"x"}""")]
    [InlineData("""{"type":{"type":"message"},"content":"x"}""")]
    [InlineData("""{"type":"who knows","content":"x"}""")]
    [InlineData("""{"type":null}""")]
    public void A_type_that_is_none_is_not_a_message(string text)
    {
        InboundFrame.TryRead(Encoding.UTF8.GetBytes(text), out var frame).ShouldBeTrue();
        frame.Type.ShouldBe(FrameType.Other);
    }

    [Theory]
    [InlineData("""{"content":7}""")]
    [InlineData("""{"content":["x"]}""")]
    [InlineData("""{"content":"\ud83d"}""")]
    [InlineData("{}")]
    public void Content_that_is_no_text_is_not_taken_for_text(string text)
    {
        InboundFrame.TryRead(Encoding.UTF8.GetBytes(text), out var frame).ShouldBeTrue();
        frame.Content.Text.ShouldBeNull();
    }

    [Fact]
    public void The_dialect_has_no_word_for_what_its_clients_do_not_know()
    {
        ChatEvent[] unknown =
        [
            new MessageChanged(Hi, MessageChange.Edited, Ana.Id), new ReceiptMoved(new Member { Conversation = Direct, User = Ana.Id, DisplayName = "ana", JoinedAt = At, DeliveredSeq = 1, ReadSeq = 1 }),
            new TypingTo(Ana.Id, Bob, At, IsTyping: true),
        ];
        unknown.ShouldAllBe(e => Room.Encode(e) == null && Directs.Encode(e) == null);
    }

    private static void Text(in InboundFrame frame, FrameType type, string content)
    {
        frame.Type.ShouldBe(type);
        frame.Content.Text.ShouldBe(content);
    }
}
