using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>A foreign page gets no socket of any family. X8, R6.</summary>
public class Origins(EverywhereServers servers)
{
    [Theory, EveryEngine]
    public async Task Every_socket_refuses_a_foreign_page_and_takes_a_client_without_one(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (besage, forti, rooms) = (await ana.AtBesage(), await ana.AtForti(), await ana.AtRooms());
        var opened = await besage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(bob.Id))));
        var id = opened.Json.Number("id");
        (string Path, string First)[] sockets =
        [
            ($"/ws/chat/?token={forti.Token}", "connection_status"), ($"/ws/chat/{id}/?token={besage.Token}", "user_online"), ($"/ws/user/?token={besage.Token}", "connection_established"),
            ($"/ws/conversations/{id}/?token={forti.Token}", "connection_status"), ($"/ws/notifications/?token={forti.Token}", "connection_status"), ($"/ws/lounge/{ana.Key}?username=Ana", "room_state"),
            ("/ws/chat/", "connected"), ($"/ws/dm/{ana.Key}", "ping"), ("/ws/v1", "error"),
        ];

        foreach (var (path, first) in sockets)
        {
            foreach (var origin in (string[])["https://evil.example", "null", $"http://127.0.0.1.evil.example:{all.Server.Port}", "https://localhost.evil.example"])
            {
                await using var refused = await WireSocket.DialAsync(all.Server.Port);
                (await refused.HandshakeAsync(path, $"X-Forwarded-For: {rooms.Address}", $"Origin: {origin}")).ShouldStartWith("HTTP/1.1 403", customMessage: $"{path.Split('?')[0]} from {origin}");
            }

            await using var let = await Listener.Open(all.Server.Port, path, path.Split('?')[0], rooms.Address);
            if (first == "error")
            {
                await let.Sends(("id", 1), ("type", "history")); // not before hello
                await Eventually.Holds(() => let.All.Any(frame => frame.TryGetProperty("error", out _)) || !let.IsOpen ? null : "no word");
                continue;
            }

            if (first == "ping")
                await let.Sends(("type", "keep_alive"));
            await let.Hears(first);
            Listener.KindOf(let.All[0]).ShouldBe(first, path.Split('?')[0]);
        }
    }
}
