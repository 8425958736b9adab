using System.Text.Json;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Between two people: delivered when they come, once, and counted until they are read.</summary>
public class DirectMessages(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task A_message_waits_for_who_is_away_and_is_delivered_once(Engine engine) // S7, defect 11
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await using var bobs = await bob.ConnectsForDirects();

        await bob.Writes(bobs, ana, "hello?");
        var sent = await bobs.Sees("dm_sent");
        sent.Text("id").ShouldNotBeNullOrEmpty();
        sent.Text("sender_id").ShouldBe(bob.Id);
        sent.Text("receiver_id").ShouldBe(ana.Id);
        sent.Text("content").ShouldBe("hello?");
        sent.Text("timestamp").ShouldBeRecent();
        (await ana.Http.Get($"/users/{ana.Id}/unread-count")).Ok().Number("count").ShouldBe(1);

        await using (var first = await ana.ConnectsForDirects())
        {
            var message = await SeesDirect(first);
            message.Text("id").ShouldBe(sent.Text("id"));
            message.Text("conversation_id").ShouldBe(sent.Text("conversation_id"));
            message.Text("sender_id").ShouldBe(bob.Id);
            message.Text("sender_username").ShouldBe(bob.Name);
            message.Text("receiver_id").ShouldBe(ana.Id);
            message.Text("content").ShouldBe("hello?");
            message.GetProperty("read").GetBoolean().ShouldBeFalse();

            // Presence: each is told of the other, for they share a conversation now.
            (await first.SeesAtLast("user_joined")).Text("user_id").ShouldBe(bob.Id);
            (await bobs.SeesAtLast("user_joined")).Text("user_id").ShouldBe(ana.Id);

            (await ana.Http.Post($"/conversations/{ana.PairWith(bob)}/read", Body.Of(("user_id", ana.Id)))).Ok().Number("marked_count").ShouldBe(1);
            (await ana.Http.Get($"/users/{ana.Id}/unread-count")).Ok().Number("count").ShouldBe(0);
            await first.Sends(("type", "dm_read"), ("reader_id", ana.Id), ("sender_id", bob.Id));
            var read = await bobs.SeesAtLast("dm_read");
            read.Text("reader_id").ShouldBe(ana.Id);
            read.Text("sender_id").ShouldBe(bob.Id);
            read.Text("conversation_id").ShouldNotBeNullOrEmpty();
            await first.Leaves();
        }

        (await bobs.SeesAtLast("user_left")).Text("user_id").ShouldBe(ana.Id);
        await using var again = await ana.ConnectsForDirects();
        (await again.Sees("user_joined")).Text("user_id").ShouldBe(bob.Id);
        await again.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Every_device_of_the_receiver_gets_it_and_the_senders_other_devices_too(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await using var anas = await ana.ConnectsForDirects();
        await using var anasPhone = await ana.ConnectsForDirects();
        await using var bobs = await bob.ConnectsForDirects();
        await using var bobsPhone = await bob.ConnectsForDirects();

        await bob.Writes(bobs, ana, "to all of you");

        var sent = await bobs.SeesAtLast("dm_sent");
        foreach (var socket in (RoomsSocket[])[anas, anasPhone, bobsPhone])
        {
            var message = (await socket.SeesAtLast("dm_message")).GetProperty("message");
            message.Text("id").ShouldBe(sent.Text("id"), socket.Who);
            message.Text("content").ShouldBe("to all of you");
        }

        // An own message drawn by the sending page must not come back to it.
        await bobs.Sends(("type", "keep_alive"));
        string? type;
        while ((type = (await bobs.SeesSomething()).Text("type")) != "ping")
            type.ShouldNotBe("dm_message");
    }

    [Theory, EveryEngine]
    public async Task Those_who_share_no_conversation_see_nothing_of_each_other(Engine engine) // defect 10
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, mallory) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("mallory"));
        await using var mallorys = await mallory.ConnectsForDirects();
        await using var bobs = await bob.ConnectsForDirects();
        await using var anas = await ana.ConnectsForDirects();

        (await ana.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", bob.Id), ("content", "only you")))).Ok();
        (await bobs.SeesAtLast("dm_message")).GetProperty("message").Text("content").ShouldBe("only you");
        await anas.Leaves();
        (await bobs.SeesAtLast("user_left")).Text("user_id").ShouldBe(ana.Id);

        await mallorys.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Typing_goes_to_the_receiver_alone(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await using var anas = await ana.ConnectsForDirects();
        await using var bobs = await bob.ConnectsForDirects();

        await anas.Sends(("type", "dm_typing"), ("receiver_id", bob.Id), ("is_typing", true));

        var typing = await bobs.SeesAtLast("dm_typing");
        typing.Text("sender_id").ShouldBe(ana.Id);
        typing.GetProperty("is_typing").GetBoolean().ShouldBeTrue();
        typing.Text("timestamp").ShouldBeRecent();
        await anas.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task The_list_of_conversations_knows_the_other_one_the_last_message_and_how_many_are_unread(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"));
        var first = await Posts(bob, ana, "one");
        await Posts(bob, ana, "two");
        var fromCarl = await Posts(carl, ana, "three");

        var list = (await ana.Http.Get($"/users/{ana.Id}/conversations")).Ok();
        var conversations = list.GetProperty("conversations").EnumerateArray().ToList();
        conversations.Count.ShouldBe(2);
        conversations[0].Text("id").ShouldBe(fromCarl.Text("conversation_id"));
        conversations[0].GetProperty("participants").EnumerateArray().Select(p => p.GetString()).ShouldBe([ana.Id, carl.Id], ignoreOrder: true);
        var last = conversations[0].GetProperty("lastMessage");
        last.Text("id").ShouldBe(fromCarl.Text("id"));
        last.Text("content").ShouldBe("three");
        last.Text("sender_id").ShouldBe(carl.Id);
        conversations[0].Number("unreadCount").ShouldBe(1);
        conversations[1].Text("id").ShouldBe(first.Text("conversation_id"));
        conversations[1].Number("unreadCount").ShouldBe(2);
        var contacts = list.GetProperty("contacts").EnumerateArray().ToList();
        contacts.Texts("id").ShouldBe([carl.Id, bob.Id]);
        contacts[1].Text("username").ShouldBe(bob.Name);
        contacts[1].Number("unread").ShouldBe(2);
        contacts[1].Text("conversation_id").ShouldBe(first.Text("conversation_id"));
        (await ana.Http.Get($"/users/{ana.Id}/unread-count")).Ok().Number("count").ShouldBe(3);
        (await bob.Http.Get($"/users/{bob.Id}/unread-count")).Ok().Number("count").ShouldBe(0);

        (await ana.Http.Post($"/conversations/{first.Text("conversation_id")}/read", Body.Of(("user_id", ana.Id)))).Ok().Number("marked_count").ShouldBe(2);
        (await ana.Http.Get($"/users/{ana.Id}/unread-count")).Ok().Number("count").ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task History_is_read_by_the_servers_id_and_by_the_clients_key_and_in_pages(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var sent = new List<JsonElement>();
        for (var i = 0; i < 5; i++)
            sent.Add(await Posts(i % 2 == 0 ? ana : bob, i % 2 == 0 ? bob : ana, $"{i}"));

        foreach (var conversation in (string[])[sent[0].Text("conversation_id")!, ana.PairWith(bob)])
        {
            var all = (await ana.Http.Get($"/conversations/{conversation}/messages")).Ok();
            all.Texts("id").ShouldBe(sent.Select(m => m.Text("id")));
            all.Texts("content").ShouldBe(["0", "1", "2", "3", "4"]);
            (await bob.Http.Get($"/conversations/{conversation}/messages?limit=2")).Ok().Texts("content").ShouldBe(["3", "4"]);
            (await bob.Http.Get($"/conversations/{conversation}/messages?limit=2&before={sent[3].Text("id")}")).Ok().Texts("content").ShouldBe(["1", "2"]);
        }
    }

    [Theory, EveryEngine]
    public async Task One_deletes_ones_own_messages_only(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var first = await Posts(ana, bob, "a slip");
        await Posts(ana, bob, "as meant");

        (await bob.Http.Delete($"/messages/{first.Text("id")}", Body.Of(("user_id", bob.Id)))).ShouldRefuse(403, "You can only delete your own messages");
        (await ana.Http.Delete("/messages/msg-1700000000000", Body.Of(("user_id", ana.Id)))).ShouldRefuse(404, "Message not found");
        var deleted = (await ana.Http.Delete($"/messages/{first.Text("id")}", Body.Of(("user_id", ana.Id)))).Ok();
        deleted.GetProperty("success").GetBoolean().ShouldBeTrue();
        deleted.GetProperty("deleted").GetBoolean().ShouldBeTrue();

        (await bob.Http.Get($"/conversations/{ana.PairWith(bob)}/messages")).Ok().Texts("content").ShouldBe(["as meant"]);
        (await bob.Http.Get($"/users/{bob.Id}/unread-count")).Ok().Number("count").ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task A_deleted_conversation_is_gone_for_the_one_and_stays_for_the_other(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await Posts(ana, bob, "one");
        await Posts(bob, ana, "two");

        (await ana.Http.Delete("/conversations/no-such", Body.Of(("user_id", ana.Id)))).ShouldRefuse(404);
        (await ana.Http.Delete($"/conversations/{ana.PairWith(bob)}", Body.Of(("user_id", ana.Id)))).Ok().Number("messages_deleted").ShouldBe(2);

        (await ana.Http.Get($"/conversations/{ana.PairWith(bob)}/messages")).Ok().GetArrayLength().ShouldBe(0);
        (await ana.Http.Get($"/users/{ana.Id}/conversations")).Ok().GetProperty("conversations").GetArrayLength().ShouldBe(0);
        (await bob.Http.Get($"/conversations/{ana.PairWith(bob)}/messages")).Ok().Texts("content").ShouldBe(["one", "two"]);

        await Posts(bob, ana, "three");
        (await ana.Http.Get($"/conversations/{ana.PairWith(bob)}/messages")).Ok().Texts("content").ShouldBe(["three"]);
    }

    [Theory, EveryEngine]
    public async Task What_cannot_be_sent_is_refused(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await using var anas = await ana.ConnectsForDirects();

        (await ana.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", bob.Id), ("content", "")))).ShouldRefuse(400, "Message content cannot be empty");
        (await ana.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", "nobody-at-all"), ("content", "x")))).ShouldRefuse(404);
        (await ana.Http.Post("/conversations/no-such/read", Body.Of(("user_id", ana.Id)))).Ok().Number("marked_count").ShouldBe(0);
        await anas.Sends(("type", "dm_message"), ("content", "to nobody"));
        await anas.Sends(("type", "dm_message"), ("receiver_id", bob.Id));
        await anas.Sends(("type", "dm_message"), ("receiver_id", bob.Id), ("content", ""));
        await anas.SeesNothingMore();
        (await bob.Http.Get($"/users/{bob.Id}/unread-count")).Ok().Number("count").ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Nobody_reads_or_moves_the_letters_of_others(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, mallory) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("mallory"));
        var sent = await Posts(ana, bob, "between us");
        var conversation = sent.Text("conversation_id");

        foreach (var key in (string?[])[conversation, ana.PairWith(bob)])
        {
            (await mallory.Http.Get($"/conversations/{key}/messages")).ShouldRefuse(403);
            (await mallory.Http.Delete($"/conversations/{key}", Body.Of(("user_id", ana.Id)))).ShouldRefuse(403);
            (await mallory.Http.Post($"/conversations/{key}/read", Body.Of(("user_id", bob.Id)))).ShouldRefuse(403);
        }

        (await mallory.Http.Get($"/users/{ana.Id}/conversations")).ShouldRefuse(403);
        (await mallory.Http.Get($"/users/{ana.Id}/unread-count")).ShouldRefuse(403);
        (await mallory.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", bob.Id), ("content", "not me")))).ShouldRefuse(403);
        (await mallory.Http.Delete($"/messages/{sent.Text("id")}", Body.Of(("user_id", ana.Id)))).ShouldRefuse(403);
        (await bob.Http.Get($"/conversations/{conversation}/messages")).Ok().Texts("content").ShouldBe(["between us"]);
    }

    private static async Task<JsonElement> SeesDirect(RoomsSocket socket) => (await socket.Sees("dm_message")).GetProperty("message");

    private static async Task<JsonElement> Posts(RoomsPerson from, RoomsPerson to, string content) =>
        (await from.Http.Post("/messages/direct", Body.Of(("sender_id", from.Id), ("receiver_id", to.Id), ("content", content)))).Ok();
}
