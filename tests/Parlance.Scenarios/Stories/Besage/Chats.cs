using System.Text.Json;
using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>Making, naming, showing and leaving chats. S2.</summary>
public class Chats(BesageServers servers)
{
    [Theory, EveryEngine]
    public async Task A_chat_of_two_bears_the_other_ones_name_and_is_told_to_them(Engine engine) // S2, defect 17
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        await using var bobs = await bob.Connects();
        await using var anas = await ana.Connects();

        var made = await ana.Creates(Body.Of(("participants_ids", BesagePerson.Ids(bob, ana, bob))));

        made.Text("name").ShouldBe(bob.Name);
        made.GetProperty("participants").GetArrayLength().ShouldBe(2);
        made.GetProperty("active").GetBoolean().ShouldBeTrue();
        made.GetProperty("isGroup").GetBoolean().ShouldBeFalse();
        made.GetProperty("last_message").ValueKind.ShouldBe(JsonValueKind.Null);
        made.TryGetProperty("lastMessage", out _).ShouldBeFalse();
        made.TryGetProperty("unreadCount", out _).ShouldBeFalse();
        made.Text("updatedAt").ShouldBe(made.Text("created_at"));
        var told = (await bobs.SeesEvent("nuevo_chat")).GetProperty("chat");
        (told.Number("id"), told.Text("name")).ShouldBe((made.Number("id"), ana.Name));
        (await bobs.Sees("new_chat")).GetProperty("chat").GetRawText().ShouldBe(told.GetRawText());
        await anas.SeesNothingMore(); // she was not added, she made it

        (await bob.Creates(Body.Of(("participant_ids", BesagePerson.Ids(ana))))).Number("id").ShouldBe(made.Number("id"));
        (await bob.Creates(Body.Of(("participants_ids", $"[{ana.Id}]")))).Number("id").ShouldBe(made.Number("id")); // defect 11
        (await bob.Http.Get($"/api/chats/{made.Number("id")}/")).Ok().Text("name").ShouldBe(ana.Name);
    }

    [Theory, EveryEngine]
    public async Task Two_who_open_their_chat_at_once_open_one(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));

        var opened = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? ana.Opens(bob) : bob.Opens(ana)));

        opened.Distinct().Count().ShouldBe(1);
        (await ana.Http.Get("/api/chats/")).Ok().GetArrayLength().ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task A_list_knows_the_last_message_and_what_is_unread_and_is_searched_by_name(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var group = await ana.Gathers("Jazz club", bob);
        await bob.Posts(id, "one");
        var last = await bob.Posts(id, "two");

        var list = (await ana.Http.Get("/api/chats/")).Ok().EnumerateArray().ToList();

        list.Select(one => one.Number("id")).ShouldBe([id, group]);
        list[0].Number("unreadCount").ShouldBe(2);
        list[0].GetProperty("last_message").Text("content").ShouldBe("two");
        list[0].GetProperty("lastMessage").GetRawText().ShouldBe(list[0].GetProperty("last_message").GetRawText());
        list[0].Text("updatedAt").ShouldBe(last.Text("sent_at"));
        list[1].TryGetProperty("unreadCount", out _).ShouldBeFalse();
        (await ana.Http.Get($"/api/chats/{id}/")).Ok().Number("unreadCount").ShouldBe(2);
        (await ana.Http.Get("/api/chats/?search=JAZZ")).Ok().EnumerateArray().ShouldHaveSingleItem().Number("id").ShouldBe(group);
        (await ana.Http.Get("/api/chats/?search=nothing-of-the-kind")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Names_are_given_and_taken_away_by_any_participant(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"));
        var group = (await ana.Creates(Body.Of(("participants_ids", BesagePerson.Ids(bob, carl)))));
        group.Text("name").ShouldBe($"{ana.Name}, {bob.Name}, {carl.Name}");
        var path = $"/api/chats/{group.Number("id")}/";

        (await bob.Http.Put(path, Body.Of(("name", "The three")))).Ok().Text("name").ShouldBe("The three");
        (await ana.Http.Get(path)).Ok().Text("name").ShouldBe("The three");
        (await ana.Http.Send(HttpMethod.Patch, path, Json("{}"))).Ok().Text("name").ShouldBe("The three");
        (await ana.Http.Send(HttpMethod.Patch, path, Json("""{"name":""}"""))).Ok().Text("name").ShouldBe($"{ana.Name}, {bob.Name}, {carl.Name}");
        (await ana.Http.Put(path, Body.Of(("name", new string('x', 101))))).Json.GetProperty("name")[0].GetString().ShouldBe("Ensure this field has no more than 100 characters.");
    }

    [Theory, EveryEngine]
    public async Task Who_is_added_is_told_the_chat_and_the_chat_is_told_them(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl, dora) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"), await chat.Account("dora"));
        var id = await ana.Gathers("Club", bob);
        await ana.Posts(id, "before your time");
        await using var bobs = await bob.Enters(id);
        await using var carls = await carl.Connects();

        (await dora.Http.Post($"/api/chats/{id}/add_participants/", Body.Of(("users_ids", BesagePerson.Ids(dora))))).ShouldRefuse(403, "You are not a participant in this chat.");
        var added = (await ana.Http.Post($"/api/chats/{id}/add_participants/", Body.Of(("users_ids", BesagePerson.Ids(carl, dora, bob, ana))))).Ok();

        added.Text("detail").ShouldBe("Added 2 participants to the chat.");
        added.Number("id").ShouldBe(id);
        added.GetProperty("participants").EnumerateArray().Select(p => p.Text("username")).ShouldBe([ana.Name, bob.Name, carl.Name, dora.Name], ignoreOrder: true);
        (await carls.SeesEvent("nuevo_chat")).GetProperty("chat").Number("id").ShouldBe(id);
        JsonElement seen;
        do
        {
            seen = await bobs.SeesAtLast("participantes_actualizados");
            (await bobs.Sees("participants_updated")).Text("chatId").ShouldBe($"{id}");
        }
        while (seen.GetProperty("participants").GetArrayLength() < 4);
        seen.GetProperty("participants").EnumerateArray().Select(p => p.Text("username")).ShouldContain(carl.Name);

        var sent = await ana.Posts(id, "welcome");
        sent.GetProperty("statuses").GetArrayLength().ShouldBe(3);
        (await ana.History(id))[1].GetProperty("statuses").EnumerateArray().ShouldHaveSingleItem().GetProperty("receiver").Number("id").ShouldBe(bob.Id);
        (await ana.Http.Post("/api/chats/999999/add_participants/", Body.Of(("users_ids", BesagePerson.Ids(carl))))).ShouldRefuse(404, "No Chat matches the given query.");
    }

    [Theory, EveryEngine]
    public async Task People_brought_into_a_chat_of_two_meet_in_a_new_group_and_the_two_keep_theirs(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"));
        var two = await ana.Opens(bob);
        await using var carls = await carl.Connects();

        (await ana.Http.Post($"/api/chats/{two}/add_participants/", Body.Of(("users_ids", BesagePerson.Ids(bob, ana))))).Ok().Number("id").ShouldBe(two); // nobody new
        var three = (await ana.Http.Post($"/api/chats/{two}/add_participants/", Body.Of(("users_ids", BesagePerson.Ids(carl))))).Ok();

        three.Text("detail").ShouldBe("Added 1 participants to the chat.");
        three.Number("id").ShouldNotBe(two);
        three.GetProperty("participants").EnumerateArray().Select(p => p.Text("username")).ShouldBe([ana.Name, bob.Name, carl.Name], ignoreOrder: true);
        (await carls.SeesEvent("nuevo_chat")).GetProperty("chat").Number("id").ShouldBe(three.Number("id"));
        (await bob.Http.Get($"/api/chats/{two}/")).Ok().GetProperty("participants").GetArrayLength().ShouldBe(2);
    }

    [Theory, EveryEngine]
    public async Task A_deleted_chat_is_gone_for_both_and_comes_back_with_its_history(Engine engine) // defect 18
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        await ana.Posts(id, "remember this");
        await using var bobs = await bob.Enters(id);

        (await ana.Http.Delete($"/api/chats/{id}/")).Ok().Text("detail").ShouldBe("Chat deleted.");

        (await bobs.IsClosed()).Code.ShouldBe(4003);
        (await bob.Http.Get($"/api/chats/{id}/")).ShouldRefuse(404, "No Chat matches the given query.");
        (await ana.Http.Get("/api/chats/")).Ok().GetArrayLength().ShouldBe(0);
        (await bob.Http.Post("/api/messages/", Body.Of(("chat", id), ("content", "too late")))).ShouldRefuse(403);
        await using (var refused = await WireSocket.DialAsync(chat.Server.Port))
            (await refused.HandshakeAsync($"/ws/chat/{id}/?token={bob.Access}")).ShouldStartWith("HTTP/1.1 403");

        (await bob.Opens(ana)).ShouldBe(id);
        (await ana.History(id)).Texts("content").ShouldBe(["remember this"]);
    }

    [Theory, EveryEngine]
    public async Task A_group_is_deleted_by_who_made_it_and_left_by_others(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Account("ana"), await chat.Account("bob"), await chat.Account("carl"));
        var id = await ana.Gathers("Club", bob, carl);
        await using var bobs = await bob.Enters(id);
        await using var carls = await carl.Enters(id);

        (await bob.Http.Delete($"/api/chats/{id}/")).Ok();
        (await bobs.IsClosed()).Code.ShouldBe(4003);
        (await carls.SeesAtLast("participantes_actualizados")).GetProperty("participants").GetArrayLength().ShouldBe(2);
        (await bob.Http.Get($"/api/chats/{id}/")).ShouldRefuse(404);
        (await carl.Http.Get($"/api/chats/{id}/")).Ok();

        (await ana.Http.Delete($"/api/chats/{id}/")).Ok();
        (await carls.IsClosed()).Code.ShouldBe(4003);
        (await carl.Http.Get($"/api/chats/{id}/")).ShouldRefuse(404);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
