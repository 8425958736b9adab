using System.Text.Json;

namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>Conversations over HTTP and what sockets hear of them.</summary>
public class Talking(FortiServers servers)
{
    [Theory, EveryEngine]
    public async Task A_conversation_begins_is_read_and_both_know(Engine engine) // S3
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));

        var started = await ana.Starts(bob, "hi");
        started.Number("unread_count").ShouldBe(0);
        started.GetProperty("is_active").GetBoolean().ShouldBeTrue();
        started.GetProperty("participants").EnumerateArray().Select(p => p.Number("id")).ShouldBe([ana.Id, bob.Id], ignoreOrder: true);
        started.GetProperty("last_message").Text("content").ShouldBe("hi");
        var id = started.Number("id");

        var listed = (await bob.Conversations()).ShouldHaveSingleItem();
        (listed.Number("id"), listed.Number("unread_count")).ShouldBe((id, 1));
        (await bob.Messages(id)).ShouldHaveSingleItem().Text("content").ShouldBe("hi");
        (await bob.Conversations())[0].Number("unread_count").ShouldBe(0);
        var seen = (await ana.Messages(id))[0];
        seen.GetProperty("is_read_by_recipient").GetBoolean().ShouldBeTrue();
        seen.GetProperty("is_read").GetBoolean().ShouldBeTrue();
        seen.GetProperty("sender").Text("username").ShouldBe(ana.Name);
        seen.Text("created_at").ShouldBeRecent();
    }

    [Theory, EveryEngine]
    public async Task A_message_reaches_every_socket_of_both_once_and_nobody_else(Engine engine) // S4, defects 1 and 5
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var carl = await chat.Person("carl");
        var (anas, bobs, carls) = (await ana.Connects(), await bob.Connects(), await carl.Connects());
        var joined = await bob.Connects();
        await joined.Joins(id);
        var bound = await ana.Enters(id);

        var posted = await ana.Posts(id, "to you alone");

        foreach (var socket in (FortiSocket[])[anas, bobs, joined, bound])
        {
            var frame = await socket.SeesMessage("to you alone");
            frame.Number("conversation_id").ShouldBe(id);
            var message = frame.GetProperty("message");
            message.Number("id").ShouldBe(posted.Number("id"));
            (message.Number("conversation_id"), message.Number("conversation")).ShouldBe((id, id));
            message.GetProperty("sender").Text("username").ShouldBe(ana.Name);
            message.GetProperty("is_read").GetBoolean().ShouldBeFalse();
            await socket.SeesNothingMore();
        }

        await carls.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Typing_is_for_those_who_joined_and_joining_for_participants(Engine engine) // S5, defect 2
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var carl = await chat.Person("carl");
        var (anas, bobs, carls, aside) = (await ana.Connects(), await bob.Connects(), await carl.Connects(), await bob.Connects());
        await anas.Joins(id);
        await bobs.Joins(id);
        await carls.Sends(("type", "join_conversation"), ("conversation_id", id));
        await carls.SeesError("Not a participant of this conversation");

        await anas.Sends(("type", "typing"), ("conversation_id", id.ToString()), ("is_typing", true));

        foreach (var socket in (FortiSocket[])[anas, bobs])
        {
            var typing = await socket.Sees("typing_indicator");
            (typing.Number("conversation_id"), typing.Number("user_id"), typing.Text("username"), typing.GetProperty("is_typing").GetBoolean()).ShouldBe((id, ana.Id, ana.Name, true));
        }

        await carls.Sends(("type", "typing"), ("conversation_id", id), ("is_typing", true));
        await carls.SeesError("Not a participant of this conversation");
        await carls.Sends(("type", "read_receipt"), ("conversation_id", id), ("message_id", 1));
        await carls.SeesError("Not a participant of this conversation");
        await bobs.Sends(("type", "leave_conversation"), ("conversation_id", id));
        await bobs.SeesNothingMore();
        await anas.Sends(("type", "typing"), ("conversation_id", id));
        (await anas.Sees("typing_indicator")).GetProperty("is_typing").GetBoolean().ShouldBeFalse();
        foreach (var socket in (FortiSocket[])[bobs, carls, aside])
            await socket.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_receipt_over_the_socket_is_stored_and_told_to_the_author(Engine engine) // S6, defect 8
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await ana.Messages(id))[0].Number("id");
        var (anas, bobs) = (await ana.Connects(), await bob.Connects());
        await bobs.Joins(id);

        await bobs.Sends(("type", "read_receipt"), ("conversation_id", id), ("message_id", message));

        foreach (var socket in (FortiSocket[])[anas, bobs])
        {
            var receipt = await socket.Sees("read_receipt");
            (receipt.Number("conversation_id"), receipt.Number("message_id"), receipt.Number("user_id")).ShouldBe((id, message, bob.Id));
        }

        (await ana.Http.Get($"/api/v1/conversations/{id}/messages/{message}/")).Ok().GetProperty("is_read").GetBoolean().ShouldBeTrue();
        await bobs.Sends(("type", "read_receipt"), ("conversation_id", id), ("message_id", message));
        await bobs.SeesNothingMore(); // nothing new
        await anas.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Reading_the_messages_tells_the_author_of_each(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var second = (await ana.Posts(id, "and this")).Number("id");
        var third = (await ana.Posts(id, "and that")).Number("id");
        var anas = await ana.Connects();

        (await bob.Http.Post($"/api/v1/conversations/{id}/messages/{second}/mark_read/")).Ok().Text("detail").ShouldBe("Message marqué comme lu");
        (await anas.Sees("read_receipt")).Number("message_id").ShouldBeLessThan(second);
        (await anas.Sees("read_receipt")).Number("message_id").ShouldBe(second);
        await bob.Messages(id);
        (await anas.Sees("read_receipt")).Number("message_id").ShouldBe(third);
        await anas.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_bound_socket_speaks_for_its_conversation(Engine engine) // S8, defect 3
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var carl = await chat.Person("carl");
        var (anas, bobs) = (await ana.Enters(id), await bob.Enters(id));

        await anas.Sends(("type", "typing"), ("is_typing", true));
        (await bobs.Sees("typing_indicator")).Number("conversation_id").ShouldBe(id);
        await anas.Sees("typing_indicator");
        await anas.Sends(("type", "message"), ("content", "yo"));
        await anas.SeesMessage("yo");
        await bobs.SeesMessage("yo");
        await bobs.Sends(("type", "chat_message"), ("message", "hey"));
        await anas.SeesMessage("hey");
        await bobs.SeesMessage("hey");
        (await ana.Messages(id)).Texts("content").ShouldBe(["hi", "yo", "hey"]);
        await anas.Sees("read_receipt"); // ana read what bob had written
        await bobs.Sees("read_receipt");
        await (await carl.Opens($"/ws/conversations/{id}/?token={carl.Token}")).IsShutOut(4001);
        await (await carl.Opens($"/ws/conversations/999999999/?token={carl.Token}")).IsShutOut(4001);

        await anas.Sends(("type", "message"), ("content", " "));
        await anas.SeesError("Invalid message format");
        await anas.Sends(("type", "message"), ("content", new string('x', 4001)));
        await anas.Sees("error");
        await bobs.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_message_sent_over_the_hub_and_posted_is_stored_once(Engine engine) // S10
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        var anas = await ana.Connects();
        await anas.Sends(("type", "new_message"), ("conversation_id", id), ("content", "once"), ("message", "once"));
        await anas.Sends(("type", "message"), ("conversation_id", id), ("content", "once"));
        await anas.SeesNothingMore();

        await ana.Posts(id, "once");

        await anas.SeesMessage("once");
        (await ana.Messages(id)).Texts("content").ShouldBe(["hi", "once"]);
    }

    [Theory, EveryEngine]
    public async Task Posting_answers_the_whole_message_and_only_the_author_changes_it(Engine engine) // defects 4 and 10
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var path = $"/api/v1/conversations/{id}";

        var posted = await ana.Http.Post($"{path}/messages/", Body.Of(("content", "one"), ("conversation", id)));
        posted.Status.ShouldBe(201, posted.Text);
        posted.Json.EnumerateObject().Select(p => p.Name).ShouldBe(["id", "conversation", "sender", "content", "created_at", "is_read", "attachment", "is_read_by_recipient"]);
        var message = posted.Json.Number("id");
        (await ana.Http.Post($"{path}/messages/", Body.Of(("content", "one"), ("conversation", id + 1)))).Status.ShouldBe(400);

        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
            (await bob.Http.Send(method, $"{path}/messages/{message}/", Json(Body.Of(("content", "mine now"))))).Status.ShouldBe(403, method.Method);
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete])
            (await bob.Http.Send(method, $"{path}/", Json("{}"))).Status.ShouldBe(405, method.Method);
        (await ana.Http.Put($"{path}/messages/{message}/", Body.Of(("content", "changed")))).Ok().Text("content").ShouldBe("changed");
        (await ana.Http.Delete($"{path}/messages/{message}/")).Status.ShouldBe(204);
        (await ana.Http.Get($"{path}/messages/{message}/")).Status.ShouldBe(404);
        (await bob.Messages(id)).Texts("content").ShouldBe(["hi"]);
    }

    [Theory, EveryEngine]
    public async Task What_was_left_comes_back_when_somebody_writes_again(Engine engine) // defect 11
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var (anas, bobs, bound) = (await ana.Connects(), await bob.Connects(), await bob.Enters(id));

        (await ana.Http.Delete($"/api/v1/conversations/{id}/leave/")).Ok().Text("detail").ShouldBe("Conversation supprimée avec succès");
        foreach (var socket in (FortiSocket[])[anas, bobs])
        {
            var left = await socket.Sees("conversation_update");
            (left.Number("conversation_id"), left.Text("action"), left.GetProperty("data").GetProperty("is_active").GetBoolean()).ShouldBe((id, "left", false));
        }

        (await bound.IsClosed()).Code.ShouldBe(4001);
        (await ana.Conversations()).ShouldBeEmpty();
        (await bob.Conversations()).ShouldBeEmpty();
        (await bob.Http.Get($"/api/v1/conversations/{id}/messages/")).Status.ShouldBe(404);
        await bobs.Sends(("type", "typing"), ("conversation_id", id));
        await bobs.SeesError("Not a participant of this conversation");

        (await bob.Starts(ana, "again")).Number("id").ShouldBe(id);
        foreach (var socket in (FortiSocket[])[anas, bobs])
        {
            var created = await socket.Sees("conversation_update");
            (created.Text("action"), created.GetProperty("data").Number("id")).ShouldBe(("created", id));
            await socket.SeesMessage("again");
            await socket.SeesNothingMore();
        }

        (await ana.Messages(id)).Texts("content").ShouldBe(["hi", "again"]);
    }

    [Theory, EveryEngine]
    public async Task Two_who_write_to_each_other_at_once_have_one_conversation(Engine engine) // defect 16
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));
        var started = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => i % 2 == 0 ? ana.Starts(bob, $"{i}") : bob.Starts(ana, $"{i}")));
        started.Select(conversation => conversation.Number("id")).Distinct().ShouldHaveSingleItem();
        (await ana.Messages(started[0].Number("id"))).Count.ShouldBe(6);
    }

    [Theory, EveryEngine]
    public async Task Presence_counts_sockets(Engine engine) // defect 12
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("Parlance__Presence__Grace", "00:00:00.100"));
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));
        async Task<JsonElement> Seen() => (await bob.Http.Get($"/api/v1/accounts/users/{ana.Id}/")).Ok();
        (await Seen()).GetProperty("is_online").GetBoolean().ShouldBeFalse();
        var (first, second) = (await ana.Connects(), await ana.Connects());
        (await Seen()).GetProperty("is_online").GetBoolean().ShouldBeTrue();
        await first.Leaves();
        await second.SeesNothingMore();
        (await Seen()).GetProperty("is_online").GetBoolean().ShouldBeTrue();

        await second.Leaves();

        await Eventually.Holds(async () => (await Seen()).GetProperty("is_online").GetBoolean() ? "still online" : null);
    }

    [Theory, EveryEngine]
    public async Task The_bare_frame_is_there_for_those_who_ask_for_it(Engine engine)
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("FORTI_RAW_MESSAGE_FRAMES", "true"));
        var (ana, bob, id) = await chat.Pair();
        var (bobs, bound) = (await bob.Connects(), await bob.Enters(id));

        await ana.Posts(id, "twice");

        await bobs.SeesMessage("twice");
        await bobs.SeesNothingMore(); // it did not join
        await bound.SeesMessage("twice");
        var bare = await bound.SeesSomething();
        bare.TryGetProperty("type", out _).ShouldBeFalse();
        bare.Text("content").ShouldBe("twice");
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
