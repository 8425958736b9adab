using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Two people at their sockets: messages, statuses, coming and going. S3, S4, S6, S9, S10.</summary>
public class Live(BesageServers servers)
{
    [Theory, EveryEngine]
    public async Task Two_people_write_to_each_other_and_see_what_was_read(Engine engine) // S3; defects 2, 6, 7
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();

        await using var anas = await ana.Enters(id);
        await using var bobs = await bob.Enters(id);
        var online = await anas.SeesEvent("user_online");
        online.Number("user_id").ShouldBe(bob.Id);
        online.Text("username").ShouldBe(bob.Name);
        online.Number("chat_id").ShouldBe(id);

        await anas.Says("hi");
        var own = (await anas.Sees("chat_message")).GetProperty("message");
        own.Text("content").ShouldBe("hi");
        var message = (await bobs.Sees("chat_message")).GetProperty("message");
        message.GetRawText().ShouldBe(own.GetRawText());
        message.Number("sender_id").ShouldBe(ana.Id);
        message.Text("sender_username").ShouldBe(ana.Name);
        message.Number("chat_id").ShouldBe(id);
        message.Number("chat").ShouldBe(id);
        message.GetProperty("sender").Number("id").ShouldBe(ana.Id);
        message.Text("status").ShouldBe("sent");
        message.GetProperty("statuses")[0].GetProperty("receiver").Text("username").ShouldBe(bob.Name);
        var extra = (await bobs.Sees("message")).GetProperty("message");
        extra.Text("chat").ShouldBe($"{id}");
        extra.GetProperty("sender").Number("id").ShouldBe(ana.Id);
        await anas.SeesNothingMore(); // no `message`: its client has drawn its own copy

        var status = (await bob.Http.Put($"/api/messages/{message.Number("id")}/status/", Body.Of(("status", "delivered")))).Ok();
        status.Text("status").ShouldBe("delivered");
        foreach (var socket in (BesageSocket[])[anas, bobs])
            await SeesStatus(socket, "delivered");
        await anas.SeesNothingMore();

        await bobs.Sends("""{"type":"read_messages"}""");
        foreach (var socket in (BesageSocket[])[anas, bobs])
        {
            await SeesStatus(socket, "read");
            var all = await socket.SeesEvent("mensajes_leidos");
            all.Number("user_id").ShouldBe(bob.Id);
            all.Number("chat_id").ShouldBe(id);
        }

        await bobs.Sends("""{"type":"read_messages"}""");
        await bobs.Sends("""{"type":"delivered_messages"}""");
        await bobs.Says("and now");
        (await anas.Sees("chat_message")).GetProperty("message").Text("content").ShouldBe("and now"); // nothing in between
        (await ana.Http.Get($"/api/messages/{message.Number("id")}/")).Ok().Text("status").ShouldBe("read");

        async Task SeesStatus(BesageSocket socket, string expected)
        {
            var seen = await socket.SeesEvent("mensaje_estado");
            (seen.Number("message_id"), seen.Number("chat_id"), seen.Number("user_id"), seen.Text("status")).ShouldBe((message.Number("id"), id, bob.Id, expected));
            var forClient = await socket.Sees("message_status");
            (forClient.Number("messageId"), forClient.Text("chatId"), forClient.Number("userId"), forClient.Text("status")).ShouldBe((message.Number("id"), $"{id}", bob.Id, expected));
        }
    }

    [Theory, EveryEngine]
    public async Task What_waits_for_somebody_is_delivered_when_they_come(Engine engine) // S4
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await using var anas = await ana.Enters(id);
        await anas.Says("one");
        await anas.Says("two");
        await anas.Sees("chat_message");
        await anas.Sees("chat_message");
        (await ana.History(id)).Texts("status").ShouldBe(["sent", "sent"]);

        await using var bobs = await bob.Enters(id);

        for (var i = 0; i < 2; i++)
            (await anas.SeesAtLast("mensaje_estado")).Text("status").ShouldBe("delivered");
        var history = await bob.History(id);
        history.Texts("content").ShouldBe(["two", "one"]);
        history.Texts("status").ShouldBe(["delivered", "delivered"]);
    }

    [Theory, EveryEngine]
    public async Task Reading_the_history_delivers_it_and_tells_the_author_everywhere(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await using var personal = await ana.Connects();
        var sent = await ana.Posts(id, "hello");
        sent.Text("status").ShouldBe("sent");

        (await bob.History(id)).ShouldHaveSingleItem().Text("status").ShouldBe("delivered");

        var status = await personal.SeesEvent("mensaje_estado");
        (status.Number("message_id"), status.Text("status"), status.Number("user_id")).ShouldBe((sent.Number("id"), "delivered", bob.Id));
        (await bob.Http.Put($"/api/messages/status/update-all/{id}/", "{}")).Ok().Text("detail").ShouldBe("Marked 1 messages as read.");
        (await personal.SeesEvent("mensaje_estado")).Text("status").ShouldBe("read");
        (await bob.Http.Put($"/api/messages/read/{id}/", "{}")).Ok().Text("detail").ShouldBe("Marked 0 messages as read.");
        await personal.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_status_never_goes_back(Engine engine) // S6, defect 7
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await ana.Posts(id, "hello")).Number("id");

        foreach (var (asked, expected) in ((string, string)[])[("read", "read"), ("delivered", "read"), ("sent", "read")])
        {
            var status = (await bob.Http.Put($"/api/messages/{message}/status/", Body.Of(("status", asked)))).Ok();
            status.Text("status").ShouldBe(expected);
            status.GetProperty("receiver").Number("id").ShouldBe(bob.Id);
        }

        (await ana.Http.Get($"/api/messages/{message}/")).Ok().Text("status").ShouldBe("read");
        (await bob.Http.Put($"/api/messages/{message}/status/", Body.Of(("status", "eaten")))).ShouldRefuse(400, "Invalid status. Choose from ['sent', 'delivered', 'read']");
        (await ana.Http.Put($"/api/messages/{message}/status/", Body.Of(("status", "read")))).ShouldRefuse(400, "Cannot update status for your own message.");
    }

    [Theory, EveryEngine]
    public async Task What_is_no_frame_is_passed_over(Engine engine) // S9
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        await using var anas = await ana.Enters(id);

        foreach (var garbage in (string[])["", "not json", "[]", "7", "{", """{"type":7,"message":"x"}""", """{"type":"who knows","message":"x"}""", """{"message":""}""", """{"message":"  "}""",
            """{"message":7}""", """{"type":"chat_message"}""", """{"message":"\ud83d"}"""])
            await anas.Sends(garbage);
        await anas.Wire.SendFrameAsync(WireSocket.Binary, new byte[] { 1, 2, 3 });
        await anas.SeesNothingMore();

        await anas.Sends("""{"message":"without a type"}""");
        (await anas.Sees("chat_message")).GetProperty("message").Text("content").ShouldBe("without a type");
    }

    [Theory, EveryEngine]
    public async Task Somebody_is_offline_when_their_last_device_has_left(Engine engine) // S10; defects 8, 9
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await using var bobs = await bob.Enters(id);
        await using var desk = await ana.Enters(id);
        (await bobs.SeesEvent("user_online")).Number("user_id").ShouldBe(ana.Id);
        await using var phone = await ana.Enters(id);

        await desk.Leaves();
        await phone.Says("on the phone");
        (await bobs.Sees("chat_message")).GetProperty("message").Text("content").ShouldBe("on the phone");
        await bobs.Sees("message");
        (await bob.Http.Get($"/api/chats/{id}/")).Ok().GetProperty("participants").EnumerateArray().Single(p => p.Number("userId") == ana.Id).GetProperty("isOnline").GetBoolean().ShouldBeTrue();

        await phone.DisposeAsync(); // as when the battery is out
        (await bobs.SeesEvent("user_offline")).Number("user_id").ShouldBe(ana.Id);
        await bobs.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Typing_is_told_to_everybody_and_in_the_clients_words_to_others(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await using var anas = await ana.Enters(id);
        await using var bobs = await bob.Enters(id);
        await anas.SeesEvent("user_online");

        await anas.Sends("""{"type":"typing"}""");

        foreach (var socket in (BesageSocket[])[anas, bobs])
            (await socket.SeesEvent("typing")).Text("username").ShouldBe(ana.Name);
        var forClient = await bobs.Sees("typing");
        (forClient.Text("chatId"), forClient.Number("userId")).ShouldBe(($"{id}", ana.Id));
        await anas.SeesNothingMore();
        await bobs.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task What_is_posted_over_rest_is_not_drawn_twice_on_the_device_it_came_from(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var phone = await chat.Elsewhere(ana);
        await using var desk = await ana.Enters(id);
        await using var phones = await phone.Enters(id);
        await using var bobs = await bob.Enters(id);
        foreach (var socket in (BesageSocket[])[desk, phones])
            await socket.SeesEvent("user_online");

        await ana.Posts(id, "over REST");

        foreach (var socket in (BesageSocket[])[desk, phones, bobs])
            (await socket.Sees("chat_message")).GetProperty("message").Text("content").ShouldBe("over REST", socket.Who);
        await phones.Sees("message");
        await bobs.Sees("message");
        await desk.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task The_personal_socket_hears_of_messages_in_chats_that_are_not_open(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await using var personal = await bob.Connects();

        await ana.Posts(id, "are you there?");
        var news = await personal.SeesEvent("nuevo_mensaje");
        news.Number("chat_id").ShouldBe(id);
        news.GetProperty("message").Text("content").ShouldBe("are you there?");
        news.GetProperty("message").Text("sender_username").ShouldBe(ana.Name);

        await using var bobs = await bob.Enters(id);
        await ana.Posts(id, "I see you");
        (await bobs.SeesAtLast("chat_message")).GetProperty("message").Text("content").ShouldBe("I see you");
        await bob.Posts(id, "so do I");
        await personal.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_message_has_a_status_for_each_receiver_as_soon_as_it_is_there(Engine engine) // defect 10
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"));
        var id = await ana.Gathers("Three", bob, carl);

        var sent = await ana.Posts(id, "to you both");
        sent.GetProperty("statuses").EnumerateArray().Select(s => s.GetProperty("receiver").Number("id")).ShouldBe([bob.Id, carl.Id], ignoreOrder: true);
        await bob.Http.Put($"/api/messages/read/{id}/", "{}");
        (await ana.Http.Get($"/api/messages/{sent.Number("id")}/")).Ok().Text("status").ShouldBe("sent"); // the lowest
        await carl.History(id);
        var message = (await ana.Http.Get($"/api/messages/{sent.Number("id")}/")).Ok();
        message.Text("status").ShouldBe("delivered");
        message.GetProperty("statuses").EnumerateArray().Select(s => (s.GetProperty("receiver").Number("id"), s.Text("status"))).ShouldBe([(bob.Id, "read"), (carl.Id, "delivered")], ignoreOrder: true);
        message.GetProperty("statuses").EnumerateArray().Select(s => s.Number("id")).Distinct().Count().ShouldBe(2);
    }

    [Theory, EveryEngine]
    public async Task Edits_deletions_and_reactions_are_told_as_events_of_their_own(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await ana.Posts(id, "a tpyo")).Number("id");
        await using var bobs = await bob.Enters(id);

        (await ana.Http.Put($"/api/messages/{message}/", Body.Of(("content", "a typo")))).Ok().Text("content").ShouldBe("a typo");
        (await bobs.SeesAtLast("mensaje_editado")).Text("content").ShouldBe("a typo");
        (await ana.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "like")))).Status.ShouldBe(201);
        var reaction = await bobs.SeesAtLast("reaccion");
        (reaction.Text("reaction"), reaction.GetProperty("added").GetBoolean(), reaction.Text("username")).ShouldBe(("like", true, ana.Name));
        (await ana.Http.Delete($"/api/messages/{message}/")).Ok();
        (await bobs.SeesAtLast("mensaje_eliminado")).Number("message_id").ShouldBe(message);
        (await bob.History(id)).ShouldHaveSingleItem().Text("content").ShouldBe("");
    }
}
