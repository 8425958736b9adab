using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>What is opened and said in one family is there in another. X6.</summary>
public class OneConversation(EverywhereServers servers)
{
    [Theory, EveryEngine]
    public async Task Tokens_are_good_on_paths_of_other_families(Engine engine)
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var (besage, forti, rooms) = (await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms());

        (await forti.Get("/api/chats/")).Ok().GetArrayLength().ShouldBe(0);
        (await rooms.Get("/api/auth/me/")).Ok().Text("username").ShouldBe(ana.Name);
        (await besage.Get($"/users/{ana.Key}")).Ok().Text("username").ShouldBe(ana.Name);
    }

    [Theory, EveryEngine]
    public async Task A_conversation_of_the_app_is_a_chat_in_besage_and_live_in_both_directions(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (forti, besage) = (await ana.AtForti(), await bob.AtBesage());
        await using var personal = await bob.OpensPersonal(besage);
        await using var hub = await ana.OpensHub(forti);

        var opened = await forti.Post("/api/v1/conversations/", Body.Of(("participant_id", bob.Id), ("message", "from the app")));
        opened.Status.ShouldBe(201, opened.Text);
        var id = opened.Json.Number("id");
        (await personal.Hears("nuevo_chat")).GetProperty("chat").Text("name").ShouldBe(ana.Name);
        (await personal.Hears("new_chat")).GetProperty("chat").Number("id").ShouldBe(id);
        var chat = (await besage.Get("/api/chats/")).Ok().EnumerateArray().ShouldHaveSingleItem();
        (chat.Number("id"), chat.Text("name"), chat.Number("unreadCount"), chat.GetProperty("lastMessage").Text("content")).ShouldBe((id, ana.Name, 1, "from the app"));
        var again = await besage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(ana.Id))));
        again.Json.Number("id").ShouldBe(id);

        await using var live = await bob.OpensChat(besage, id);
        (await forti.Post($"/api/v1/conversations/{id}/messages/", Body.Of(("content", "live from the app")))).Status.ShouldBe(201);
        var heard = (await live.Hears("chat_message")).GetProperty("message");
        (heard.Text("content"), heard.Number("sender_id")).ShouldBe(("live from the app", ana.Id));
        (await live.Hears("message")).GetProperty("message").Text("chat").ShouldBe($"{id}");

        await live.Sends(("type", "chat_message"), ("message", "live from besage"));
        var told = await hub.Hears("new_message", frame => frame.GetProperty("message").Text("content") == "live from besage");
        (told.Number("conversation_id"), told.GetProperty("message").GetProperty("sender").Number("id")).ShouldBe((id, bob.Id));
        hub.Of("new_message").Select(FourClients.ContentOf).ShouldBe(["from the app", "live from the app", "live from besage"]);
        (await forti.Get($"/api/v1/conversations/{id}/messages/")).Ok().Texts("content").ShouldBe(["from the app", "live from the app", "live from besage"]);
    }
}
