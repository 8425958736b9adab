using System.Text.Json;
using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories.AcrossFamilies;

/// <summary>Clients that report at every change what they have read do not keep each other talking.</summary>
public class QuietReceipts(EverywhereServers servers)
{
    private const int QuietWindows = 10, MaxWindows = 500;

    [Theory, EveryEngine]
    public async Task After_the_last_message_nothing_is_sent_any_more(Engine engine)
    {
        await using var all = await servers.On(engine);
        var (ana, bob) = (await all.Person("ana"), await all.Person("bob"));
        var (anas, bobs, app) = (await ana.AtBesage(), await bob.AtBesage(), await bob.AtForti());
        var opened = await anas.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(bob.Id))));
        var id = opened.Json.Number("id");
        var first = await ana.OpensChat(anas, id, ReportsAsRead);
        var second = await bob.OpensChat(bobs, id, ReportsAsRead);
        var hub = await bob.OpensHub(app, id);
        Listener[] sockets = [first, second, hub];

        for (var i = 0; i < 20; i++)
        {
            await (i % 2 == 0 ? first : second).Sends(("type", "chat_message"), ("message", $"{i}"));
            if (i % 5 == 0)
                (await app.Post($"/api/v1/conversations/{id}/messages/", Body.Of(("content", $"app {i}")))).Status.ShouldBe(201);
        }

        foreach (var socket in (Listener[])[first, second])
            await Eventually.Holds(() => socket.Of("chat_message").Count == 24 ? null : $"{socket.Who} has {socket.Of("chat_message").Count} of 24");

        // Between two probes that pass through the server nothing else comes, often enough in a row that nobody is answering anybody.
        var quiet = 0;
        for (var window = 0; window < MaxWindows && quiet < QuietWindows; window++)
        {
            var before = sockets.Sum(Receipts);
            await hub.Sends(("type", "typing"), ("conversation_id", id), ("is_typing", true));
            await hub.Hears("typing_indicator");
            await first.Hears("typing");
            await second.Hears("typing");
            foreach (var socket in sockets)
                socket.Forgets();
            quiet = sockets.Sum(Receipts) == before ? quiet + 1 : 0;
        }

        quiet.ShouldBe(QuietWindows);
        var newest = (await anas.Get($"/api/chats/{id}/messages/?page_size=100")).Ok().EnumerateArray().ToList();
        newest.Count.ShouldBe(24);
        newest.Texts("status").ShouldAllBe(status => status == "read");
        // Each message became delivered and read at most once for its receiver, whatever was reported how often.
        foreach (var socket in (Listener[])[first, second])
        {
            var told = socket.Of("mensaje_estado").Select(frame => (frame.Number("message_id"), frame.Number("user_id"), frame.Text("status"))).ToList();
            told.ShouldBeUnique();
            socket.Of("message_status").Count.ShouldBe(told.Count);
            socket.Of("mensajes_leidos").Count.ShouldBeLessThanOrEqualTo(24);
        }

        hub.Of("read_receipt").Select(frame => frame.Number("message_id")).ShouldBeUnique();
    }

    /// <summary>Whatever changes the list of messages, a status included, has this client say that it has read them.</summary>
    private static Task ReportsAsRead(Listener client, JsonElement told) =>
        Listener.KindOf(told) is "message" or "chat_message" or "message_status" or "mensaje_estado" or "mensajes_leidos" ? client.Sends(("type", "read_messages")) : Task.CompletedTask;

    private static int Receipts(Listener socket) => socket.All.Count(frame => Listener.KindOf(frame) is not ("typing" or "typing_indicator"));
}
