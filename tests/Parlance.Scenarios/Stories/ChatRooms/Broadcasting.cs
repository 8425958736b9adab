using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>Video goes from browser to browser; the server carries the signals and knows who is live.</summary>
public class Broadcasting(RoomsServers servers) : IClassFixture<RoomsServers>
{
    [Theory, EveryEngine]
    public async Task Who_comes_late_is_told_who_is_live_and_reaches_them(Engine engine) // S4
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        await sockets[0].Sends(("type", "broadcast-started"), ("username", "somebody else"));
        var started = await sockets[1].Sees("broadcast-started");
        started.Text("user_id").ShouldBe(ana.Id);
        started.Text("username").ShouldBe(ana.Name);
        started.Text("timestamp").ShouldBeRecent();

        await using var carls = await carl.Enters(room);
        var active = await carls.Sees("active-broadcasts");
        active.Text("room_id").ShouldBe(room);
        var live = active.GetProperty("broadcasters").EnumerateArray().Single();
        live.Text("user_id").ShouldBe(ana.Id);
        live.Text("username").ShouldBe(ana.Name);
        live.Text("started_at").ShouldBeRecent();
        await sockets[0].Sees("user_joined");
        await sockets[1].Sees("user_joined");

        var offer = new JsonObject { ["type"] = "offer", ["sdp"] = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n", ["nested"] = new JsonArray(1, null, "x") };
        await carls.Sends(("type", "webrtc-signal"), ("target_user_id", ana.Id), ("signal", offer.DeepClone()));
        var signal = await sockets[0].Sees("webrtc-signal");
        signal.Text("room_id").ShouldBe(room);
        signal.Text("target_user_id").ShouldBe(ana.Id);
        signal.Text("from_user_id").ShouldBe(carl.Id);
        signal.Text("from_username").ShouldBe(carl.Name);
        JsonNode.DeepEquals(JsonNode.Parse(signal.GetProperty("signal").GetRawText()), offer).ShouldBeTrue();

        // A signal for nobody is dropped; what comes next shows that nobody else got either.
        await carls.Sends(("type", "webrtc-signal"), ("target_user_id", "nobody"), ("signal", new JsonObject()));
        await sockets[0].Sends(("type", "webrtc-signal"), ("target_user_id", carl.Id), ("signal", new JsonObject { ["type"] = "answer" }));
        (await carls.Sees("webrtc-signal")).Text("from_user_id").ShouldBe(ana.Id);
        await sockets[1].SeesNothingMore();

        await sockets[0].Breaks();
        foreach (var rest in (RoomsSocket[])[carls, sockets[1]])
        {
            (await rest.Sees("broadcast-stopped")).Text("user_id").ShouldBe(ana.Id);
            (await rest.Sees("user_left")).Text("user_id").ShouldBe(ana.Id);
        }
    }

    [Theory, EveryEngine]
    public async Task A_broadcast_that_stops_is_told_to_all_and_not_to_those_who_come_after(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);

        await sockets[0].Sends(("type", "broadcast-started"));
        await sockets[1].Sees("broadcast-started");
        await sockets[0].Sends(("type", "broadcast-stopped"));
        (await sockets[1].Sees("broadcast-stopped")).Text("user_id").ShouldBe(ana.Id);
        (await sockets[0].Sees("broadcast-stopped")).Text("username").ShouldBe(ana.Name);

        await using var carls = await carl.Enters(room);
        await carls.SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task Signals_stay_in_their_room(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Guest("ana"), await chat.Guest("bob"), await chat.Guest("carl"));
        var (here, there) = (await RoomsChat.Room(ana), await RoomsChat.Room(ana));
        await using var anaHere = await ana.Enters(here);
        var sockets = await RoomsChat.Together(there, ana, bob);
        await using var carls = await carl.Enters(here);
        await anaHere.Sees("user_joined");

        await carls.Sends(("type", "webrtc-signal"), ("target_user_id", bob.Id), ("signal", new JsonObject()));
        await carls.Sends(("type", "webrtc-signal"), ("target_user_id", ana.Id), ("signal", new JsonObject()));

        (await anaHere.Sees("webrtc-signal")).Text("from_user_id").ShouldBe(carl.Id);
        await sockets[0].SeesNothingMore();
        await sockets[1].SeesNothingMore();
    }

    [Theory, EveryEngine]
    public async Task A_large_offer_arrives_whole(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Guest("ana"), await chat.Guest("bob"));
        var room = await RoomsChat.Room(ana);
        var sockets = await RoomsChat.Together(room, ana, bob);
        var sdp = string.Concat(Enumerable.Range(0, 700).Select(i => $"a=candidate:{i} 1 udp 2122260223 192.0.2.1 50000 typ host\r\n"));

        await sockets[1].Sends(("type", "webrtc-signal"), ("target_user_id", ana.Id), ("signal", new JsonObject { ["type"] = "offer", ["sdp"] = sdp }));

        (await sockets[0].Sees("webrtc-signal")).GetProperty("signal").Text("sdp").ShouldBe(sdp);
    }
}
