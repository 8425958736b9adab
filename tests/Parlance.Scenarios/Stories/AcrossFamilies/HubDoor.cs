using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>`/ws/chat/`, which two families share. X1, X2, X3; C1, C5.</summary>
public class HubDoor(EverywhereServers servers)
{
    [Theory, EveryEngine]
    public async Task The_hub_and_the_random_chat_hear_nothing_of_each_other(Engine engine) // X1
    {
        await using var all = await Everywhere.On(engine); // whom two strangers meet on a shared one is nobody's guess
        var (ana, carl, dora) = (await all.Person("ana"), await all.Person("carl"), await all.Person("dora"));
        await using var p = await BlinkSocket.Open(all.Server.Port, "/ws/chat/", "P");
        await p.Sees("connected");
        await p.SeesWaiting();
        await using var hub = await ana.OpensHub(await ana.AtForti());
        hub.All[0].Text("type").ShouldBe("connection_status");
        var before = hub.All.Count;
        await using var r = await BlinkSocket.Open(all.Server.Port, "/ws/chat/", "R");
        await r.Sees("connected");
        await BlinkSocket.AreMatched(p, r);

        // Nor does the hub hear what two others say to each other.
        var (carls, doras) = (await carl.AtForti(), await dora.AtForti());
        await using var overheard = await dora.OpensHub(doras);
        (await carls.Post("/api/v1/conversations/", Body.Of(("participant_id", dora.Id), ("message", "between us")))).Status.ShouldBe(201);
        await overheard.Hears("new_message");
        await BlinkSocket.SeeNothingMore(p, r);
        await hub.Sends(("type", "ping"), ("timestamp", "done"));
        await hub.Hears("pong", pong => pong.Text("timestamp") == "done");
        hub.All.Count.ShouldBe(before + 1);
        await p.Leaves();
        await r.Sees("partner_left");
        await r.Leaves();
    }

    [Theory, EveryEngine]
    public async Task Which_token_opens_the_hub_and_which_does_not(Engine engine) // X2
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var (besage, forti, rooms, native) = (await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms(), await ana.Natively());

        foreach (var query in (string[])["?token=", "?token=garbage", $"?token={Harness.Forti.Tokens.Expired(ana.Id, "forti")}", $"?token={Harness.Forti.Tokens.Expired(ana.Id, "besage")}",
            $"?token={Harness.Forti.Tokens.Forged(forti.Token!)}", $"?token={Harness.Forti.Tokens.WithoutSignature(ana.Id)}"])
        {
            await using var refused = await FortiSocket.Open(all.Server.Port, $"/ws/chat/{query}", "nobody");
            await refused.IsShutOut(4001);
        }

        foreach (var query in (string[])[$"?token={besage.Token}", $"?token={forti.Token}", $"?token={rooms.Token}", $"?token={native.Token}", $"?token={Harness.Forti.Tokens.OfTheOriginal(ana.Id)}"])
        {
            await using var socket = await FortiSocket.Open(all.Server.Port, $"/ws/chat/{query}", ana.Name);
            var status = await socket.Sees("connection_status");
            (status.Number("user_id"), status.Text("username")).ShouldBe((ana.Id, ana.Name));
        }
    }

    [Theory, EveryEngine]
    public async Task Which_token_opens_the_random_chat_and_as_whom(Engine engine) // X2
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var http = all.Stranger();
        var blink = (await http.Post("/api/auth/token/", Body.Of(("username", ana.Name), ("password", Everywhere.Password)))).Ok();
        var besage = await ana.AtBesage();
        var good = blink.Text("access")!;

        // Of two the first of `token` counts; an empty one is none.
        foreach (var query in (string[])[$"?access={good}", $"?token={good}", $"?token={good}&access={besage.Token}", $"?token={good}&token=garbage", $"?token=&access={good}"])
            await Opens(query, ana.Id);
        foreach (var query in (string[])["", "?", "?other=1", $"?token={Harness.Forti.Tokens.Expired(ana.Id, "blink")}", $"?token={blink.Text("refresh")}", $"?token={Harness.Forti.Tokens.Of(999_999_999, "blink")}"])
            await Opens(query, null);
        await using var forged = await FortiSocket.Open(all.Server.Port, $"/ws/chat/?token={Harness.Forti.Tokens.Forged(good)}", "nobody");
        await forged.IsShutOut(4001);

        async Task Opens(string query, long? who)
        {
            await using var socket = await BlinkSocket.Open(all.Server.Port, $"/ws/chat/{query}", query.Split('=')[0]);
            var user = (await socket.Sees("connected")).GetProperty("user");
            (user.ValueKind == System.Text.Json.JsonValueKind.Null ? (long?)null : user.Number("user_id")).ShouldBe(who, query.Split('=')[0]);
            await socket.Leaves();
        }
    }

    [Theory, EveryEngine]
    public async Task Literal_paths_are_their_familys_and_all_others_are_rooms(Engine engine) // X3, C5
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (besage, forti) = (await ana.AtBesage(), await ana.AtForti());
        var opened = await besage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(bob.Id))));
        var id = opened.Json.Number("id");

        await using var chat = await ana.OpensChat(besage, id);
        await using var bound = await ana.OpensBound(forti, id);
        await using var hub = await ana.OpensHub(forti);
        await using var room = await RoomsSocket.Open(all.Server.Port, $"/ws/lounge/{RoomsChat.Unique("u")}?username=Una", "una");
        await room.Entered();
        foreach (var path in (string[])["/ws/chat/u1", "/ws/chat/u1/", "/ws/user/x", "/ws/conversations/abc", "/ws/notifications/x", "/ws/anonymous-chat/x", "/ws/anonymous_chat/x"])
        {
            await using var wire = await WireSocket.DialAsync(all.Server.Port);
            (await wire.HandshakeAsync($"{path}?token={besage.Token}")).ShouldStartWith("HTTP/1.1 404", customMessage: path);
        }

        foreach (var reserved in (string[])["chat", "user", "conversations", "notifications", "anonymous-chat", "anonymous_chat"])
            (await all.Stranger().Post($"/rooms/{reserved}/join", Body.Of(("user_id", "u1"), ("username", "Una")))).ShouldRefuse(400, "Reserved room id");
    }
}
