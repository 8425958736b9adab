using System.Text;
using Parlance.Scenarios.Harness.Besage;

namespace Parlance.Scenarios.Stories.Besage;

/// <summary>What is wrong is refused with a reason, changes nothing, and is never the server's fault. Defects 1, 12, 13.</summary>
public class BesageBadInput(BesageServers servers)
{
    private static readonly string[] Nonsense = ["null", "true", "7", "-1", "1.5", "1e400", "\"text\"", "\"\"", "\"\\ud83d\"", "\"\\u0000\"", "[]", "[[1]]", "[null]", "[\"x\"]", "{}", "{\"a\":1}", "99999999999999999999"];

    [Theory, EveryEngine]
    public async Task A_value_of_any_type_in_any_field_is_never_an_error_of_the_server(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await bob.Posts(id, "hello")).Number("id");
        (HttpMethod Method, string Path, string[] Fields)[] requests =
        [
            (HttpMethod.Post, "/api/auth/login/", ["username", "password"]),
            (HttpMethod.Post, "/api/chats/", ["name", "participants_ids", "participant_ids"]),
            (HttpMethod.Put, $"/api/chats/{id}/", ["name"]),
            (HttpMethod.Post, $"/api/chats/{id}/add_participants/", ["users_ids"]),
            (HttpMethod.Post, "/api/messages/", ["chat", "content"]),
            (HttpMethod.Post, $"/api/chats/{id}/messages/", ["content"]),
            (HttpMethod.Put, $"/api/messages/{message}/", ["content"]),
            (HttpMethod.Put, $"/api/messages/{message}/status/", ["status"]),
            (HttpMethod.Post, "/api/reactions/", ["message", "type"]),
            (HttpMethod.Put, $"/api/users/{bob.Id}/profile/", ["username", "email"]),
            (HttpMethod.Put, $"/api/users/{ana.Id}/profile-image/", ["image"]),
            (HttpMethod.Patch, "/api/users/profile/", ["profile_image"]),
            (HttpMethod.Post, "/api/auth/logout/", ["refresh"]),
        ];

        foreach (var (method, path, fields) in requests)
        {
            foreach (var field in fields)
            {
                foreach (var value in Nonsense)
                {
                    if (path.EndsWith("logout/", StringComparison.Ordinal) && value is "null" or "\"\"")
                        continue; // no token is a good sign-out
                    var answer = await ana.Http.Send(method, path, Json($$"""{"{{field}}":{{value}}}"""));
                    answer.Status.ShouldBeLessThan(500, $"{method} {path} {field}={value}: {answer.Text}");
                    if (answer.Status >= 400)
                        answer.Json.Text("message").ShouldBe(answer.Json.Text("detail"), answer.Text);
                }
            }

            foreach (var body in (string[])["", "{", "[]", "7", "nonsense", "{\"a\":1,\"a\":2}", "{\"\\ud83d\":1}"])
                (await ana.Http.Send(method, path, Json(body))).Status.ShouldBeLessThan(500, $"{path} {body}");
            (await ana.Http.Send(method, path, new StringContent("--x\r\nbroken", Encoding.UTF8, "multipart/form-data"))).Status.ShouldBeInRange(400, 499, path);
        }

        (await bob.Http.Get($"/api/users/{bob.Id}/")).Ok().Text("username").ShouldBe(bob.Name);
        (await bob.History(id)).Texts("content").ShouldContain("hello");
    }

    [Theory, EveryEngine]
    public async Task A_page_that_is_none_is_refused_and_one_beyond_the_end_is_empty(Engine engine) // defect 12
    {
        await using var chat = await servers.On(engine);
        var (ana, _, id) = await chat.Pair();
        for (var i = 0; i < 25; i++)
            await ana.Posts(id, $"{i}");

        foreach (var query in (string[])["page=0", "page=-1", "page=abc", "page=", "page=1.5", "page_size=0", "page_size=-5", "page_size=x"])
        {
            var refused = await ana.Http.Get($"/api/chats/{id}/messages/?{query}");
            refused.ShouldRefuse(400);
            refused.Json.GetProperty(query.Split('=')[0]).GetArrayLength().ShouldBe(1);
        }

        foreach (var query in (string[])["?page=3", "?page=99999999999", "?page=99999999999999999999999", "?page=9223372036854775807&page_size=100"])
            (await ana.History(id, query)).ShouldBeEmpty();
        (await ana.History(id)).Texts("content").ShouldBe(Enumerable.Range(5, 20).Reverse().Select(i => $"{i}"));
        (await ana.History(id, "?page=2")).Texts("content").ShouldBe(["4", "3", "2", "1", "0"]);
        (await ana.History(id, "?page_size=5000")).Count.ShouldBe(25);
        (await ana.Http.Get($"/api/messages/?chat_id={id}")).Ok().GetArrayLength().ShouldBe(25);
        (await ana.Http.Get("/api/messages/")).Ok().GetArrayLength().ShouldBe(25);
        (await ana.Http.Get("/api/messages/?chat_id=abc")).ShouldRefuse(400);
        (await ana.Http.Get("/api/messages/?chat_id=-1")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task What_is_others_is_neither_shown_nor_changed(Engine engine) // defects 1, 13
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var mallory = await chat.Account("mallory");
        var message = (await ana.Posts(id, "between us")).Number("id");

        (await mallory.Http.Get($"/api/chats/{id}/")).ShouldRefuse(404, "No Chat matches the given query.");
        (await mallory.Http.Get($"/api/chats/{id}/messages/")).ShouldRefuse(404);
        (await mallory.Http.Put($"/api/chats/{id}/", Body.Of(("name", "mine")))).ShouldRefuse(404);
        (await mallory.Http.Delete($"/api/chats/{id}/")).ShouldRefuse(404);
        (await mallory.Http.Post($"/api/chats/{id}/messages/", Body.Of(("content", "me too")))).ShouldRefuse(403, "You are not a participant in this chat.");
        (await mallory.Http.Post("/api/messages/", Body.Of(("chat", $"{id}"), ("content", "me too")))).ShouldRefuse(403, "You are not a participant in this chat.");
        (await mallory.Http.Get($"/api/messages/?chat_id={id}")).Ok().GetArrayLength().ShouldBe(0);
        (await mallory.Http.Put($"/api/messages/status/update-all/{id}/", "{}")).ShouldRefuse(403);
        (await mallory.Http.Put($"/api/messages/{message}/status/", Body.Of(("status", "read")))).ShouldRefuse(404, "No Message matches the given query.");
        (await mallory.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "angry")))).ShouldRefuse(404);
        (await mallory.Http.Get($"/api/reactions/?message_id={message}")).Ok().GetArrayLength().ShouldBe(0);
        foreach (var (person, status) in ((BesagePerson, int)[])[(mallory, 404), (bob, 403)])
        {
            (await person.Http.Put($"/api/messages/{message}/", Body.Of(("content", "changed")))).ShouldRefuse(status);
            (await person.Http.Delete($"/api/messages/{message}/")).ShouldRefuse(status);
        }

        foreach (var path in (string[])[$"/api/users/{ana.Id}/", $"/api/users/{ana.Id}/profile/"])
            (await mallory.Http.Put(path, Body.Of(("username", "stolen"), ("email", "m@example.com")))).ShouldRefuse(403, "You do not have permission to perform this action.");
        (await mallory.Http.Delete($"/api/users/{ana.Id}/")).ShouldRefuse(405);
        (await mallory.Http.Post("/api/users/", "{}")).ShouldRefuse(405);
        (await mallory.Http.Upload(HttpMethod.Put, $"/api/users/{ana.Id}/profile-image/", ("image", [1]))).ShouldRefuse(403);
        (await mallory.Http.Put("/api/users/999999/profile/", "{}")).ShouldRefuse(404, "No User matches the given query.");
        (await mallory.Http.Put("/api/messages/status/update-all/999999/", "{}")).ShouldRefuse(404, "Chat with ID 999999 not found.");
        (await mallory.Http.Put("/api/messages/update_all_status/", "{}")).ShouldRefuse(400, "Chat ID is required.");
        (await mallory.Http.Post("/api/messages/", Body.Of(("chat", id)))).ShouldRefuse(400, "Chat ID and message content are required.");

        (await ana.Http.Get($"/api/messages/{message}/")).Ok().Text("content").ShouldBe("between us");
        (await ana.Http.Get($"/api/messages/{message}/")).Ok().Text("status").ShouldBe("sent");
        (await ana.Http.Get($"/api/users/{ana.Id}/")).Ok().Text("username").ShouldBe(ana.Name);
        (await ana.Http.Get($"/api/chats/{id}/")).Ok().Text("name").ShouldBe(bob.Name);
    }

    [Theory, EveryEngine]
    public async Task A_person_has_one_reaction_and_takes_it_back_by_giving_it_again(Engine engine) // defect 13
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var message = (await ana.Posts(id, "how nice")).Number("id");

        (await bob.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "like")))).Status.ShouldBe(201);
        var changed = (await bob.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "love")))).Ok();
        changed.Text("reacted_at").ShouldBeRecent();
        var listed = (await ana.Http.Get($"/api/reactions/?message_id={message}")).Ok().EnumerateArray().ShouldHaveSingleItem();
        listed.GetRawText().ShouldBe(changed.GetRawText());
        (listed.Number("message"), listed.Number("user"), listed.Text("username"), listed.Text("type")).ShouldBe((message, bob.Id, bob.Name, "love"));
        (await bob.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "love")))).Ok().Text("detail").ShouldBe("Reaction removed");
        (await ana.Http.Get($"/api/reactions/?message_id={message}")).Ok().GetArrayLength().ShouldBe(0);
        (await bob.Http.Post("/api/reactions/", Body.Of(("message", message), ("type", "meh")))).ShouldRefuse(400);
        (await ana.Http.Get("/api/reactions/")).Ok().GetArrayLength().ShouldBe(0);
    }

    [Theory, EveryEngine]
    public async Task Who_floods_is_told_and_then_sent_away(Engine engine)
    {
        await using var chat = await BesageChat.On(engine, new ServerSettings().With("RATE_LIMIT_SCALE", "1"));
        var (ana, _, id) = await chat.Pair();
        await using var socket = await ana.Enters(id);

        for (var i = 0; i < 60; i++)
            await socket.Says($"{i}");
        (await socket.SeesAtLast("error")).Text("code").ShouldBe("rate_limited");
        for (var i = 0; i < 600; i++)
            await socket.Sends("{");

        (await socket.IsClosed()).Code.ShouldBe(1013);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
