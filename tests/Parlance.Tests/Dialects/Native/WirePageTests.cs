using System.Text;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Events;
using Parlance.Core.Matchmaking;
using Parlance.Core.Messages;
using Parlance.Core.Search;
using Parlance.Dialects.Native.Socket;
using Parlance.Dialects.Native.Wire;
using Parlance.Sockets.Frames;

namespace Parlance.Tests.Dialects.Native;

/// <summary>The server writes exactly what docs/wire/native.md shows, and reads from it what the page says.</summary>
public class WirePageTests
{
    private static readonly NativeJson Json = NativeJson.Default;
    private static readonly NativeCodec Codec = new();

    private static readonly CallParticipant AnaThere = new(Part(0xa0a), new Person(new UserId(12), "", "Ana", null), CallMedia.Video);
    private static readonly CallParticipant BenThere = new(Part(0xb0b), new Person(new UserId(13), "", "Ben", null), CallMedia.Audio, Number: 1);

    private static readonly MatchId TheMatch = new(Guid.Parse("019aa4a8-d020-7000-8000-000000000001"));

    private static readonly User Ana = Person(12, "0a4e1c1e-6f0c-4c55-9a55-0d4f3d1f6b55", "ana", "Ana") with { Email = "ana@example.com" };
    private static readonly User Ben = Person(13, "7d5b0f8e-9d61-4a53-9f0e-0f1c2a6f0e11", "ben", "Ben") with { Email = "ben@example.com" };

    private static readonly Conversation Lounge = new()
    {
        Id = new ConversationId(5), Key = "lounge", Kind = ConversationKind.Room, Name = "Lounge", Category = "Music", Tags = ["jazz"], Host = Ana.Id,
        MemberCount = 3, LastSeq = 41, CreatedAt = At(1763697600000), Position = 1001, PasswordHash = "never shown",
    };

    private static readonly Message Hello = new()
    {
        Id = new MessageId(1044), Conversation = Lounge.Id, ConversationKey = Lounge.Key, Seq = 42, Sender = Ana.Id, SenderKey = Ana.Key, SenderName = "Ana", Content = "hello, room",
        ClientId = "0193490e-7c7e-7000-8000-2f1f5bb3a001", SentAt = At(1763697660000),
    };

    private static readonly Member BenInLounge = new()
    {
        Conversation = Lounge.Id, User = Ben.Id, DisplayName = "Ben", DeliveredSeq = 42, ReadSeq = 42, JoinedAt = At(1763697700000), Position = 1049, ReceiptPosition = 1048,
    };

    /// <summary>What the server says, made from the core's own records.</summary>
    private static readonly Dictionary<string, Func<Frame?>> Said = new()
    {
        ["reply_error__rate_limited"] = () => NativeEncoder.Error(new CommandId(7, null), Refusal.RateLimited("messages", TimeSpan.FromMilliseconds(850))),
        ["reply_error__invalid"] = () => NativeEncoder.Error(new CommandId(8, null), NativeFrames.Refuse("""{"id":8,"type":"send","conversation":5,"content":7}""")!),
        ["reply_hello"] = () => NativeEncoder.Ok(new CommandId(1, null), new HelloReply(WireUser.OfSelf(Ana), 1043, "replay", 1763701200000, 69632), Json.HelloReply),
        ["event_resumed"] = () => NativeEncoder.Event(new ResumedEvent("resumed", 1043), Json.ResumedEvent),
        ["reply_refresh"] = () => NativeEncoder.Ok(
            new CommandId(2, null), new RefreshReply(1763704800000) { AccessToken = "eyJ…", RefreshToken = "rt_a0…", ExpiresIn = 3600 }, Json.RefreshReply),
        ["event_token_expiring"] = () => NativeEncoder.Event(new TokenExpiringEvent("token_expiring", 1763701200000), Json.TokenExpiringEvent),
        ["conversation"] = () => NativeEncoder.Event(WireConversation.Of(Lounge), Json.WireConversation),
        ["member"] = () => NativeEncoder.Event(
            WireMember.Of(new Member { Conversation = Lounge.Id, User = Ana.Id, DisplayName = "Ana", DeliveredSeq = 41, ReadSeq = 40, JoinedAt = At(1763697600000) }), Json.WireMember),
        ["reply_send"] = () => NativeEncoder.Ok(new CommandId(3, null), new SendReply(1044, 42, 1763697660000), Json.SendReply),
        ["event_message"] = () => Codec.Encode(new MessagePosted(Hello)),
        ["reply_clear"] = () => NativeEncoder.Ok(new CommandId(6, null), new ClearReply(42), Json.ClearReply),
        ["reply_search"] = () => NativeEncoder.Ok(new CommandId(9, null), new SearchReply([WireHit.Of(Found("hello, everybody: tea time"))], null, 1047), Json.SearchReply),
        ["event_edited"] = () => Codec.Encode(new MessageChanged(
            Hello with { Content = "hello, everybody", EditedAt = At(1763697670000), Mentions = [Ben.Id], Revision = 1045 }, MessageChange.Edited, Ana.Id)),
        ["event_deleted"] = () => Codec.Encode(new MessageChanged(Hello with { Content = "", IsDeleted = true, Revision = 1047 }, MessageChange.Deleted, Ana.Id)),
        ["event_reacted"] = () => Codec.Encode(new MessageChanged(
            Hello with { Reactions = [new Reaction(Ben.Id, "👍", default)], Revision = 1046 }, MessageChange.Reacted, Ben.Id, "👍", Added: true)),
        ["event_receipt"] = () => Codec.Encode(new ReceiptMoved(BenInLounge)),
        ["event_typing"] = () => Codec.Encode(new Typing(Lounge.Id, Lounge.Key, Ben.AsPerson(), At(0), IsTyping: true)),
        ["reply_watch"] = () => NativeEncoder.Ok(new CommandId(5, null), new PresenceReply([new WirePresence(13, true, 1763697600000)]), Json.PresenceReply),
        ["event_presence"] = () => Codec.Encode(new PresenceChanged(Ben.AsPerson(), IsOnline: false, At(1763697800000))),
        ["reply_ice"] = () => NativeEncoder.Ok(new CommandId(10, null), Ice(), Json.IceReply),
        ["reply_call_start"] = () => NativeEncoder.Ok(new CommandId(11, null), new CallReply(WireCall.Of(LoungeCall), AnaThere.Id.ToString()), Json.CallReply),
        ["event_call"] = () => Codec.Encode(new CallChanged(LoungeCall.Joined(BenThere), BenThere, null)),
        ["event_signal"] = () => NativeEncoder.Signal(new SignalSent(Lounge.Id, Lounge.Key, AnaThere.Who, BenThere.Who, """{"type":"offer","sdp":"v=0"}""")
        {
            Call = LoungeCall.Id,
            FromParticipant = AnaThere.Id,
        }),
        ["event_match_waiting"] = () => NativeEncoder.Event(new MatchWaitingEvent("match_waiting"), Json.MatchWaitingEvent),
        ["event_matched"] = () => NativeEncoder.Event(new MatchedEvent(
            "matched", TheMatch.ToString(), "video", Initiator: true, WireMatchPartner.Of(MatchParty.Of(Ben, "native", "")), [new WireIceServer(["stun:turn.example.com:3478"])]), Json.MatchedEvent),
        ["event_match_text"] = () => NativeEncoder.Event(new MatchTextEvent("match_text", TheMatch.ToString(), "hello, stranger"), Json.MatchTextEvent),
        ["event_match_signal"] = () => NativeEncoder.Signal(new MatchSignal(default, TheMatch, "13", """{"type":"offer","sdp":"v=0"}""")),
        ["event_match_ended"] = () => NativeEncoder.Event(new MatchEndedEvent("match_ended", TheMatch.ToString(), MatchWords.Of(MatchEnding.Next), Own: false), Json.MatchEndedEvent),
        ["reply_match_why"] = () => NativeEncoder.Ok(new CommandId(15, null), MatchWhyReply.Of(new WaitingExplanation(
            TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1.5), new WaitingPicture(
                7, 6, new Dictionary<MatchRule, int> { [MatchRule.Language] = 4, [MatchRule.Blocked] = 1, [MatchRule.Age] = 1 }, new Dictionary<MatchRule, int> { [MatchRule.Language] = 3 }, 2),
            [(MatchRule.Language, TimeSpan.FromSeconds(36))])), Json.MatchWhyReply),
        ["event_member"] = () => Codec.Encode(new MemberChanged(BenInLounge, Ben.Id)),
        ["event_conversation"] = () => Codec.Encode(new ConversationChanged(Lounge with { LastSeq = 42, Position = 1050 })),
        ["event_profile"] = () => Codec.Encode(new ProfileChanged(Ben with
        {
            AvatarUrl = "/media/b2.jpg",
            AvatarUrls = new AvatarSet("/media/b0.jpg", "/media/b1.jpg", "/media/b2.jpg", "/media/b3.jpg"),
            Details = new Dictionary<string, string> { ["accent_color"] = "#7c3aed" },
        })),
    };

    /// <summary>What the server understands of what a client says.</summary>
    private static readonly Dictionary<string, Action<byte[], CommandHead>> Understood = new()
    {
        ["hello__token"] = (frame, head) =>
        {
            head.ShouldBeNamed("hello", 1);
            NativePayload.Read(frame, Json.HelloCommand).Value.ShouldBe(new HelloCommand { Token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.x", Cursor = 1041 });
        },
        ["hello__guest"] = (frame, head) =>
        {
            head.ShouldBeNamed("hello", 1);
            NativePayload.Read(frame, Json.HelloCommand).Value.ShouldBe(new HelloCommand { Guest = new HelloGuest("ana") { Key = "gk_3Vw0…" } });
        },
        ["refresh"] = (frame, head) =>
        {
            head.ShouldBeNamed("refresh", 2);
            NativePayload.Read(frame, Json.RefreshCommand).Value.ShouldBe(new RefreshCommand { RefreshToken = "rt_9f…" });
        },
        ["send"] = (frame, head) =>
        {
            // Twice: the fast path takes it from the head, everything else from the record.
            head.ShouldBeNamed("send", 3);
            head.HasMore.ShouldBeFalse();
            head.Conversation.ShouldBe(ConversationRef.Of("lounge"));
            head.Content.ShouldBe("hello, room");
            head.ClientId.ShouldBe("0193490e-7c7e-7000-8000-2f1f5bb3a001");
            NativePayload.Read(frame, Json.SendCommand).Value.ShouldBe(
                new SendCommand(new WireConversationRef(ConversationRef.Of("lounge")), "hello, room") { ClientId = "0193490e-7c7e-7000-8000-2f1f5bb3a001" });
        },
        ["receipt"] = (frame, head) =>
        {
            head.ShouldBeNamed("receipt", 4);
            NativePayload.Read(frame, Json.ReceiptCommand).Value.ShouldBe(new ReceiptCommand(Five) { Read = 42 });
        },
        ["typing"] = (frame, head) =>
        {
            head.ShouldBeNamed("typing", null);
            NativePayload.Read(frame, Json.TypingCommand).Value.ShouldBe(new TypingCommand(Five, On: true));
        },
        ["clear"] = (frame, head) =>
        {
            head.ShouldBeNamed("clear", 6);
            NativePayload.Read(frame, Json.ConversationCommand).Value.ShouldBe(new ConversationCommand(Five));
        },
        ["search"] = (frame, head) =>
        {
            head.ShouldBeNamed("search", 9);
            NativePayload.Read(frame, Json.SearchCommand).Value.ShouldBe(new SearchCommand(TeaTime) { Conversation = Five, Limit = 10 });
        },
        ["call_start"] = (frame, head) =>
        {
            head.ShouldBeNamed("call_start", 11);
            NativePayload.Read(frame, Json.CallStartCommand).Value.ShouldBe(new CallStartCommand(new WireConversationRef(ConversationRef.Of("lounge"))) { Kind = "mesh", Media = "video" });
        },
        ["match_join"] = (frame, head) =>
        {
            head.ShouldBeNamed("match_join", 14);
            var join = NativePayload.Read(frame, Json.MatchJoinCommand).Value;
            join.Languages.ShouldBe(["es", "en"]);
            join.Countries.ShouldBe(["ES", "FR"]);
            join.Interests.ShouldBe(["jazz"]);
            (join.Mode, join.Country, join.Age, join.MinAge, join.MaxAge, join.Auto, join.Device).ShouldBe(("video", "ES", 30, 25, 40, true, null));
        },
        ["signal"] = (frame, head) =>
        {
            head.ShouldBeNamed("signal", 12);
            var command = NativePayload.Read(frame, Json.SignalCommand).Value;
            (command.Conversation, command.To, command.Participant).ShouldBe((Five, null, BenThere.Id.ToString()));
            command.Payload.GetRawText().ShouldBe("""{"type":"offer","sdp":"v=0"}""");
        },
        ["call_report"] = (frame, head) =>
        {
            head.ShouldBeNamed("call_report", 13);
            NativePayload.Read(frame, Json.CallReportCommand).Value.ShouldBe(
                new CallReportCommand { Call = LoungeCall.Id.ToString(), Stage = "connected", LocalCandidate = "host", RemoteCandidate = "srflx", SetupMs = 840 });
        },
        ["watch"] = (frame, head) =>
        {
            head.ShouldBeNamed("watch", 5);
            NativePayload.Read(frame, Json.UsersCommand).Value.Users.ShouldBe([13]);
        },
    };

    private const string TeaTime = "\"hello everybody\" tea* -coffee";

    private static WireConversationRef Five => new(ConversationRef.Of(Lounge.Id));

    public static TheoryData<string> SaidByTheServer() => [.. Said.Keys];

    public static TheoryData<string> SaidByClients() => [.. Understood.Keys];

    [Fact]
    public void Every_example_of_the_page_is_checked() =>
        Said.Keys.Concat(Understood.Keys).Order(StringComparer.Ordinal).ShouldBe(NativeWirePage.Examples.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(SaidByTheServer))]
    public void What_the_server_says_is_byte_for_byte_on_the_page(string name) =>
        NativeFrames.TextOf(Said[name]().ShouldNotBeNull()).ShouldBe(NativeWirePage.Examples[name]);

    [Theory, MemberData(nameof(SaidByClients))]
    public void What_a_client_says_is_understood_as_the_page_means_it(string name)
    {
        var frame = Encoding.UTF8.GetBytes(NativeWirePage.Examples[name]);

        CommandHead.Read(frame, out var head).ShouldBeNull();

        Understood[name](frame, head);
    }

    [Fact]
    public void A_message_with_everything_set_says_it_all_and_one_in_history_has_no_type()
    {
        var full = Hello with
        {
            SenderAvatar = "/media/a.png", Kind = "image", Attachments = [new Attachment("/media/b.png", "b.png", "image/png", 7, 640, 480)], ReplyTo = new MessageId(9), Mentions = [Ben.Id, Ana.Id],
            EditedAt = At(1763697670000), Reactions = [new Reaction(Ben.Id, "👍", default), new Reaction(Ana.Id, "é", default), new Reaction(Ana.Id, "👍", default)], ClientId = null,
        };

        NativeFrames.TextOf(NativeEncoder.Event(WireMessage.Of(full, asEvent: false), Json.WireMessage)).ShouldBe(
            """
            {"conversation":5,"seq":42,"position":1044,"id":1044,"sender":12,"name":"Ana","avatar_url":"/media/a.png","kind":"image","content":"hello, room",
            "attachments":[{"url":"/media/b.png","name":"b.png","content_type":"image/png","size":7,"width":640,"height":480}],"reply_to":9,"mentions":[13,12],"sent_at":1763697660000,"edited_at":1763697670000,
            "reactions":[{"emoji":"👍","users":[13,12]},{"emoji":"é","users":[12]}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void A_deleted_message_says_so_where_a_message_is_told()
    {
        var text = NativeFrames.TextOf(Codec.Encode(new MessagePosted(Hello with { Content = "", IsDeleted = true }))!);

        text.ShouldContain("\"content\":\"\"");
        text.ShouldEndWith("\"deleted\":true}");
    }

    private static SearchHit Found(string content) =>
        new(Hello with { Content = content }, Snippet.Of(content, SearchMatch.Of(SearchQuery.Parse(TeaTime).Value, content)!.Places));

    private static User Person(long id, string key, string username, string name) => new()
    {
        Id = new UserId(id), Key = key, Username = username, DisplayName = name, Role = UserRole.Member, CreatedAt = At(1763697600000), PasswordHash = "never shown",
    };

    private static Call LoungeCall => Call.Begin(CallKind.Mesh, Lounge.Id, Lounge.Key, AnaThere, At(1763697660000)) with { Id = CallId.Parse("019aa4a8d02070008000000000000001")!.Value };

    private static ParticipantId Part(int number) => ParticipantId.Parse($"00000000000040008000000000{number:x6}")!.Value;

    private static IceReply Ice()
    {
        var clock = new TestClock();
        clock.Advance(At(1763701200000) - clock.GetUtcNow());
        var options = new CallOptions { StunUrls = ["stun:turn.example.com:3478"], TurnUrls = ["turn:turn.example.com:3478"], TurnSecret = "north" };
        var answer = new IceServers(options, clock).For(Ana.Key);
        return new IceReply([.. answer.Servers.Select(s => new WireIceServer(s.Urls) { Username = s.Username, Credential = s.Credential })], answer.ExpiresAt.ToUnixTimeMilliseconds());
    }

    private static DateTimeOffset At(long unixMs) => DateTimeOffset.FromUnixTimeMilliseconds(unixMs);
}
