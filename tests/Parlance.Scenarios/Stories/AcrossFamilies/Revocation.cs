using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>The end of a session, a new password and the loss of a place reach open sockets of every family, and only those concerned.</summary>
public class Revocation(EverywhereServers servers)
{
    [Theory, EveryEngine]
    public async Task Signing_out_ends_the_sockets_of_that_session_alone(Engine engine)
    {
        await using var all = await servers.On(engine);
        var sockets = await Opened(all);
        var (besage, forti, native) = sockets;

        (await besage.Device.Post("/api/auth/logout/")).Ok();
        await besage.AreClosed(4003);
        await sockets.StillHear("after besage", forti, native, sockets.Rooms);

        (await forti.Device.Post("/api/v1/accounts/auth/logout")).Ok();
        await forti.AreClosed(4001);
        await sockets.StillHear("after forti", native, sockets.Rooms);

        (await native.Device.Post("/api/v1/sign-out", "{}")).Status.ShouldBeOneOf(200, 204);
        await native.AreClosed(4004);
        await sockets.StillHear("after native", sockets.Rooms);

        (await sockets.Rooms.Device.Post("/auth/logout")).Ok();
        await sockets.Rooms.AreClosed(4003);
    }

    [Theory, EveryEngine]
    public async Task A_new_password_ends_all_other_sessions(Engine engine)
    {
        await using var all = await servers.On(engine);
        var sockets = await Opened(all);
        var (besage, forti, native) = sockets;

        (await forti.Device.Put("/api/v1/auth/change-password/", Body.Of(("old_password", Everywhere.Password), ("new_password", "Another horse 9"), ("new_password2", "Another horse 9")))).Ok();

        await besage.AreClosed(4003);
        await native.AreClosed(4004);
        await sockets.Rooms.AreClosed(4003);
        await sockets.StillHear("after the new password", forti);
    }

    [Theory, EveryEngine]
    public async Task A_new_password_set_natively_ends_the_other_families_sockets(Engine engine)
    {
        await using var all = await servers.On(engine);
        var sockets = await Opened(all);
        var (besage, forti, native) = sockets;

        (await native.Device.Post("/api/v1/password", Body.Of(("current_password", Everywhere.Password), ("new_password", "Another horse 9")))).Ok();

        await besage.AreClosed(4003);
        await forti.AreClosed(4001);
        await sockets.Rooms.AreClosed(4003);
    }

    [Theory, EveryEngine]
    public async Task A_refresh_token_used_twice_ends_the_sockets_of_its_chain(Engine engine)
    {
        await using var all = await servers.On(engine);
        var ana = await all.Person("ana");
        var http = all.Stranger();
        var signedIn = (await http.Post("/api/auth/login/", Body.Of(("username", ana.Name), ("password", Everywhere.Password)))).Ok();
        http.Token = signedIn.Text("access");
        var (personal, hub) = (await ana.OpensPersonal(http), await ana.OpensHub(await ana.AtForti()));

        for (var i = 0; i < 2; i++)
            await http.Post("/api/auth/token/refresh/", Body.Of(("refresh", signedIn.Text("refresh"))));

        (await personal.IsClosed()).Code.ShouldBe(4003);
        hub.IsOpen.ShouldBeTrue();
    }

    [Theory, EveryEngine]
    public async Task Who_is_put_out_of_a_group_loses_that_groups_sockets_alone(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob, carl) = (await all.Person("ana"), await all.Person("bob"), await all.Person("carl"));
        var (host, bobs, carls, bobsApp) = (await ana.Natively(), await bob.AtBesage(), await carl.AtBesage(), await bob.AtForti());
        var group = (await host.Post("/api/v1/groups", Body.Of(("name", "Three"), ("members", new System.Text.Json.Nodes.JsonArray(bob.Id, carl.Id))))).Json.GetProperty("conversation").Number("id");
        var direct = (await bobs.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(ana.Id))))).Json.Number("id");
        var (inGroup, inDirect, personal, carlInGroup) = (await bob.OpensChat(bobs, group), await bob.OpensChat(bobs, direct), await bob.OpensPersonal(bobs), await carl.OpensChat(carls, group));
        var (native, hub) = (await bob.OpensNatively(await bob.Natively()), await bob.OpensHub(bobsApp, direct));

        (await host.Delete($"/api/v1/conversations/{group}/members/{bob.Id}")).Status.ShouldBeOneOf(200, 204);

        (await inGroup.IsClosed()).Code.ShouldBe(4003);
        await carlInGroup.Hears("participantes_actualizados");
        // The group goes on without him, over every one of his wires.
        (await host.Post($"/api/v1/conversations/{group}/messages", Body.Of(("content", "without bob")))).Status.ShouldBe(201);
        await carlInGroup.Hears("chat_message", frame => FourClients.ContentOf(frame) == "without bob");
        (await host.Post($"/api/v1/conversations/{direct}/messages", Body.Of(("content", "to bob alone")))).Status.ShouldBe(201);
        await inDirect.Hears("chat_message", frame => FourClients.ContentOf(frame) == "to bob alone");
        await hub.Hears("new_message");
        await native.Hears("message", frame => frame.Text("content") == "to bob alone");
        foreach (var socket in (Listener[])[inDirect, personal, native, hub])
        {
            socket.IsOpen.ShouldBeTrue(socket.Who);
            socket.All.ShouldNotContain(frame => frame.GetRawText().Contains("without bob", StringComparison.Ordinal), socket.Who);
        }

        (await bobs.Get($"/api/chats/{group}/")).Status.ShouldBe(404);
        carlInGroup.IsOpen.ShouldBeTrue();
    }

    private static async Task<OpenSockets> Opened(Everywhere all)
    {
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (besage, forti, rooms, native) = (await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms(), await ana.Natively());
        var bobs = await bob.AtForti();
        var opened = await bobs.Post("/api/v1/conversations/", Body.Of(("participant_id", ana.Id), ("message", "hi")));
        var id = opened.Json.Number("id");
        return new OpenSockets(
            new Session(besage, await ana.OpensChat(besage, id), await ana.OpensPersonal(besage)),
            new Session(forti, await ana.OpensHub(forti), await ana.OpensBound(forti, id), await ana.OpensHub(forti, null, "/ws/notifications/")),
            new Session(native, await ana.OpensNatively(native)),
            new Session(rooms, await ana.OpensDirects(rooms)),
            async content => (await bobs.Post($"/api/v1/conversations/{id}/messages/", Body.Of(("content", content)))).Status.ShouldBe(201));
    }

    /// <summary>One session, and the sockets that were opened with it.</summary>
    private sealed record Session(RoomsHttp Device, params Listener[] Sockets)
    {
        public async Task AreClosed(int code)
        {
            foreach (var socket in Sockets)
                (await socket.IsClosed()).Code.ShouldBe(code, socket.Who);
        }
    }

    private sealed record OpenSockets(Session Besage, Session Forti, Session Native, Session Rooms, Func<string, Task> BobSays)
    {
        public void Deconstruct(out Session besage, out Session forti, out Session native) => (besage, forti, native) = (Besage, Forti, Native);

        public async Task StillHear(string content, params Session[] sessions)
        {
            await BobSays(content);
            foreach (var socket in sessions.SelectMany(session => session.Sockets))
            {
                await Eventually.Holds(() => socket.All.Any(frame => frame.GetRawText().Contains(content, StringComparison.Ordinal)) ? null
                    : socket.IsOpen ? $"{socket.Who} has not heard `{content}`" : throw new ShouldAssertException($"{socket.Who} is closed"));
            }
        }
    }
}
