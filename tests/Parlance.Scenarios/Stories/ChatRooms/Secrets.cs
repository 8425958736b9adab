using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>What people say and show to get in stays between them and the server.</summary>
public class Secrets
{
    [Theory, EveryEngine]
    public async Task No_word_and_no_token_is_in_the_log(Engine engine) // defect 18
    {
        await using var chat = await RoomsChat.On(engine, new ServerSettings().With("Parlance__Log__Level", "trace"));
        var (ana, bob) = (await chat.Account("ana"), await chat.Account("bob"));
        var room = await RoomsChat.Room(ana, "Cellar", ("privacy", "password"), ("password", "open-sesame"));
        await using var anas = await ana.Enters(room);
        (await bob.Http.Post($"/rooms/{room}/verify-password", Body.Of(("password", "open-sesame-not")))).ShouldRefuse(403);
        await ana.Says(anas, "a-secret-word");
        await anas.SeesMessage("a-secret-word");
        await anas.Sends("a-secret-word that is not JSON");
        await anas.Sees("error");
        await anas.Sends(("type", "webrtc-signal"), ("target_user_id", ana.Id), ("signal", new JsonObject { ["sdp"] = "a-secret-word" }));
        (await ana.Http.Post("/messages/direct", Body.Of(("sender_id", ana.Id), ("receiver_id", bob.Id), ("content", "a-secret-word")))).Ok();
        (await ana.Http.Post("/messages/direct", "a-secret-word that is not JSON")).Status.ShouldBeInRange(400, 422);
        (await chat.Stranger().Get($"/auth/me?token={ana.Http.Token}")).Status.ShouldBe(401);

        var log = chat.Server.Log.ToString();
        log.Length.ShouldBePositive();
        foreach (var secret in (string[])["a-secret-word", "open-sesame", RoomsChat.Password, ana.Http.Token!, ana.Http.Token!.Split('.')[2], $"{ana.Name}@example.com"])
            log.ShouldNotContain(secret);
    }
}
