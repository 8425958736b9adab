using Parlance.Core.Conversations;

namespace Parlance.Tests.Dialects.ChatRooms;

public sealed class DirectTests : RoomsApiTests
{
    [Fact]
    public async Task A_direct_message_is_stored_listed_counted_and_read()
    {
        var ((ana, anaToken), bob) = (await SignUp("ana"), await Guest("bob"));
        var sent = (await Write(bob, ana, "are you there?")).ShouldBeFine();
        sent.Fields.ShouldBe(["id", "conversation_id", "sender_id", "sender_username", "sender_avatar", "receiver_id", "content", "read", "timestamp"]);
        (sent["sender_id"], sent["receiver_id"], sent["read"]).ShouldBe((bob, ana, "False"));

        (await Api.Get($"/users/{ana}/unread-count", anaToken)).ShouldBeFine().Text.ShouldBe("""{"count":1}""");
        var list = (await Api.Get($"/users/{ana}/conversations", anaToken)).ShouldBeFine().Body;
        var conversation = list.GetProperty("conversations")[0];
        conversation.GetProperty("id").GetString().ShouldBe(sent["conversation_id"]);
        conversation.GetProperty("participants").EnumerateArray().Select(p => p.GetString()).ShouldBe([ana, bob]);
        conversation.GetProperty("lastMessage").GetProperty("id").GetString().ShouldBe(sent["id"]);
        conversation.GetProperty("unreadCount").GetInt32().ShouldBe(1);
        var contact = list.GetProperty("contacts")[0];
        (contact.GetProperty("id").GetString(), contact.GetProperty("status").GetString(), contact.GetProperty("unread").GetInt32()).ShouldBe((bob, "offline", 1));

        var key = Conversation.PairKeyOf(ana, bob);
        (await Api.Post($"/conversations/{key}/read", $$"""{"user_id":"{{ana}}"}""", anaToken)).ShouldBeFine().Text.ShouldBe("""{"success":true,"marked_count":1}""");
        (await Api.Post($"/conversations/{sent["conversation_id"]}/read", $$"""{"user_id":"{{ana}}"}""", anaToken)).ShouldBeFine()["marked_count"].ShouldBe("0");
        (await Api.Get($"/users/{ana}/unread-count", anaToken))["count"].ShouldBe("0");
        (await Api.Get($"/conversations/{key}/messages")).ShouldBeFine().Body[0].GetProperty("read").GetBoolean().ShouldBeTrue(); // as bob
    }

    [Fact]
    public async Task Both_names_of_a_conversation_show_the_same_messages()
    {
        var ((ana, token), bob) = (await SignUp("ana"), await Guest("bob"));
        var first = (await Write(bob, ana, "one")).ShouldBeFine();
        await Write(ana, bob, "two", token);
        await Write(bob, ana, "three");

        var byKey = await Api.Get($"/conversations/{Conversation.PairKeyOf(ana, bob)}/messages", token);
        Contents(byKey).ShouldBe(["one", "two", "three"]);
        (await Api.Get($"/conversations/{first["conversation_id"]}/messages", token)).Text.ShouldBe(byKey.Text);
        Contents(await Api.Get($"/conversations/{first["conversation_id"]}/messages?limit=1", token)).ShouldBe(["three"]);
        var last = byKey.Body[2].GetProperty("id").GetString();
        Contents(await Api.Get($"/conversations/{first["conversation_id"]}/messages?before={last}", token)).ShouldBe(["one", "two"]);
        Contents(await Api.Get($"/conversations/{first["conversation_id"]}/messages?before=nonsense&limit=x", token)).Count().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_not_ones_own_is_refused()
    {
        var ((ana, anaToken), (bob, bobToken), (_, mallory)) = (await SignUp("ana"), await SignUp("bob"), await SignUp("mallory"));
        var sent = (await Write(bob, ana, "hi", bobToken)).ShouldBeFine();
        var conversation = $"/conversations/{sent["conversation_id"]}";

        foreach (var token in new[] { null, mallory })
        {
            (await Write(bob, ana, "x", token)).ShouldRefuse("refusal_not_yours");
            (await Api.Get($"/users/{ana}/conversations", token)).ShouldRefuse("refusal_not_yours");
            (await Api.Get($"/users/{ana}/unread-count", token)).ShouldRefuse("refusal_not_yours");
            (await Api.Get(conversation + "/messages", token)).ShouldRefuse(403, "You are not part of this conversation");
            (await Api.Post(conversation + "/read", $$"""{"user_id":"{{ana}}"}""", token)).ShouldRefuse("refusal_not_yours");
            (await Api.Delete(conversation, $$"""{"user_id":"{{ana}}"}""", token)).ShouldRefuse("refusal_not_yours");
            (await Api.Delete($"/messages/{sent["id"]}", $$"""{"user_id":"{{bob}}"}""", token)).ShouldRefuse("refusal_not_yours");
        }

        (await Api.Delete(conversation, "", mallory)).ShouldRefuse(403, "You are not part of this conversation");
        (await Api.Get(conversation + "/messages", "nonsense")).ShouldRefuse("refusal_bad_token");
        (await Api.Delete($"/messages/{sent["id"]}", $$"""{"user_id":"{{ana}}"}""", anaToken)).ShouldRefuse("refusal_not_your_message");
        Contents(await Api.Get(conversation + "/messages", anaToken)).ShouldBe(["hi"]);
    }

    [Fact]
    public async Task One_deletes_ones_own_message()
    {
        var (ana, bob) = (await Guest("ana"), await Guest("bob"));
        var sent = (await Write(bob, ana, "oops")).ShouldBeFine();
        (await Api.Delete($"/messages/{sent["id"]}", $$"""{"user_id":"{{bob}}"}""")).ShouldBeFine().Text.ShouldBe(RoomsFixtures.Read("answer_message_deleted"));
        (await Api.Get($"/conversations/{sent["conversation_id"]}/messages")).ShouldBeFine().Text.ShouldBe("[]");
    }

    [Theory]
    [InlineData("msg-1763697660000-x")]
    [InlineData("6d657373-0000-8000-8000-00000fffffff")]
    [InlineData("..%2F..")]
    [InlineData("%0d%0a")]
    public async Task A_message_nobody_has_is_not_found(string id) =>
        (await Api.Delete($"/messages/{id}", $$"""{"user_id":"{{await Guest("ana")}}"}""")).ShouldRefuse("refusal_no_message");

    [Fact]
    public async Task Deleting_a_conversation_hides_it_from_oneself_alone()
    {
        var ((ana, anaToken), (bob, bobToken)) = (await SignUp("ana"), await SignUp("bob"));
        await Write(bob, ana, "one", bobToken);
        var second = await Write(ana, bob, "two", anaToken);
        var key = Conversation.PairKeyOf(ana, bob);

        (await Api.Delete($"/conversations/{key}", $$"""{"user_id":"{{ana}}"}""", anaToken)).ShouldBeFine().Text.ShouldBe("""{"success":true,"messages_deleted":2}""");

        Contents(await Api.Get($"/conversations/{key}/messages", anaToken)).ShouldBeEmpty();
        Contents(await Api.Get($"/conversations/{second["conversation_id"]}/messages", bobToken)).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task An_unknown_conversation_has_nothing_to_read_and_nothing_to_delete()
    {
        var ana = await Guest("ana");
        foreach (var id in new[] { "a-b", "636f6e76-0000-8000-8000-00000fffffff", "%0d%0a", new string('x', 2_000) })
        {
            (await Api.Post($"/conversations/{id}/read", $$"""{"user_id":"{{ana}}"}""")).ShouldBeFine()["marked_count"].ShouldBe("0");
            (await Api.Get($"/conversations/{id}/messages")).ShouldRefuse("refusal_no_conversation");
            (await Api.Delete($"/conversations/{id}", $$"""{"user_id":"{{ana}}"}""")).ShouldRefuse("refusal_no_conversation");
        }
    }

    [Fact]
    public async Task Who_writes_what_to_whom_is_needed()
    {
        var (ana, bob) = (await Guest("ana"), await Guest("bob"));
        (await Write(ana, bob, " ")).ShouldRefuse("refusal_empty_message");
        (await Write(ana, "nobody", "x")).ShouldRefuse(404, "Receiver not found");
        (await Write(ana, ana, "x")).Status.ShouldBe(400);
        (await Api.Post("/messages/direct", $$"""{"receiver_id":"{{bob}}","content":"x"}""")).ShouldRefuse(422, "Field required: sender_id");
        (await Api.Post("/messages/direct", $$"""{"sender_id":"{{ana}}","content":"x"}""")).ShouldRefuse(422, "Field required: receiver_id");
    }

    private Task<RoomsAnswer> Write(string from, string to, string content, string? token = null) =>
        Api.Post("/messages/direct", $$"""{"sender_id":"{{from}}","receiver_id":"{{to}}","content":"{{content}}"}""", token);

    private static IEnumerable<string> Contents(RoomsAnswer messages) => messages.ShouldBeFine().Body.EnumerateArray().Select(m => m.GetProperty("content").GetString()!);
}
