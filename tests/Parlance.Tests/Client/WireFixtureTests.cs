using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parlance.Client;
using Parlance.Client.Connection;
using Parlance.Client.Wire;

namespace Parlance.Tests.Client;

/// <summary>The client reads and writes what docs/wire/native.md shows.</summary>
public class WireFixtureTests
{
    private static readonly IReadOnlyDictionary<string, string> Fixtures = NativeWirePage.Examples;

    public static TheoryData<string> Events() => [.. Fixtures.Keys.Where(k => k.StartsWith("event_", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Events))]
    public void Every_event_of_the_page_has_a_type(string name)
    {
        var frame = Encoding.UTF8.GetBytes(Fixtures[name]);

        var e = EventReader.Read(FrameHead.Read(frame), frame, out _);

        e.ShouldNotBeOfType<UnknownEvent>();
        if (JsonNode.Parse(frame)!["position"] is { } position && e is StoredEvent stored)
            stored.Position.ShouldBe((long)position);
    }

    [Fact]
    public void A_message_is_read_whole()
    {
        var frame = Encoding.UTF8.GetBytes(Fixtures["event_message"]);

        var message = EventReader.Read(FrameHead.Read(frame), frame, out var thing).ShouldBeOfType<MessageReceived>().Message;

        thing.ShouldBe(1044);
        message.Conversation.ShouldBe(5);
        message.Seq.ShouldBe(42);
        message.Sender.ShouldBe(12);
        message.Name.ShouldBe("Ana");
        message.Kind.ShouldBe("text");
        message.Content.ShouldBe("hello, room");
        message.SentAt.ToUnixTimeMilliseconds().ShouldBe(1763697660000);
        message.Reactions.ShouldBeEmpty();
        message.Deleted.ShouldBeFalse();
    }

    [Fact]
    public void A_reaction_is_read_with_who_reacted()
    {
        var frame = Encoding.UTF8.GetBytes(Fixtures["event_reacted"]);

        var reacted = EventReader.Read(FrameHead.Read(frame), frame, out _).ShouldBeOfType<MessageReacted>();

        reacted.Emoji.ShouldBe("👍");
        reacted.Reactions.Single().Users.ShouldBe([13]);
    }

    [Fact]
    public void The_answer_to_hello_is_read()
    {
        var frame = Encoding.UTF8.GetBytes(Fixtures["reply_hello"]);
        var head = FrameHead.Read(frame);

        var hello = JsonSerializer.Deserialize(head.Ok, ClientJson.Default.HelloReply)!;

        head.Id.ShouldBe(1);
        hello.User.Name.ShouldBe("Ana");
        hello.User.Role.ShouldBe(UserRole.Member);
        hello.Position.ShouldBe(1043);
        hello.Resume.ShouldBe(ResumeKind.Replay);
        hello.MaxFrameBytes.ShouldBe(69_632);
    }

    [Fact]
    public void A_conversation_and_a_member_are_read()
    {
        var conversation = JsonSerializer.Deserialize(Fixtures["conversation"], ClientJson.Default.ConversationReply.Options.GetTypeInfo(typeof(Conversation)))
            .ShouldBeOfType<Conversation>();
        conversation.Kind.ShouldBe(ConversationKind.Room);
        conversation.Privacy.ShouldBe(Privacy.Public);
        conversation.Tags.ShouldBe(["jazz"]);
        conversation.Host.ShouldBe(12);

        var member = JsonSerializer.Deserialize(Fixtures["member"], ClientJson.Default.ConversationReply.Options.GetTypeInfo(typeof(Member))).ShouldBeOfType<Member>();
        member.State.ShouldBe(MemberState.Joined);
        member.Read.ShouldBe(40);
    }

    public static TheoryData<string> Commands() => ["hello__token", "hello__guest", "send", "receipt", "typing", "watch", "clear", "refresh"];

    [Theory, MemberData(nameof(Commands))]
    public void Commands_are_written_as_the_page_shows_them(string name)
    {
        var fixture = JsonNode.Parse(Fixtures[name])!;
        var id = (long?)fixture["id"] ?? 6; // the client always asks for an answer
        fixture["id"] = id;

        var written = name switch
        {
            "hello__token" => new CommandFields(id, "hello").With("token", (string)fixture["token"]!).With("cursor", 1041),
            "hello__guest" => new CommandFields(id, "hello").WithGuest("ana", (string)fixture["guest"]!["key"]!),
            "send" => new CommandFields(id, "send").To("lounge").With("client_id", (string)fixture["client_id"]!).With("content", "hello, room"),
            "receipt" => new CommandFields(id, "receipt").To(5).With("delivered", (long?)null).With("read", 42),
            "typing" => new CommandFields(id, "typing").To(5).With("on", true),
            "clear" => new CommandFields(id, "clear").To(5),
            "watch" => new CommandFields(id, "watch").With("users", new long[] { 13 }),
            _ => new CommandFields(id, "refresh").With("refresh_token", (string)fixture["refresh_token"]!),
        };

        JsonNode.DeepEquals(JsonNode.Parse(written.ToFrame().Span), fixture).ShouldBeTrue();
    }
}
