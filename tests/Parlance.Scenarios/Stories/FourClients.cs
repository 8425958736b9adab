using System.Text.Json;
using Parlance.Scenarios.Harness.Across;

namespace Parlance.Scenarios.Stories;

/// <summary>
/// One conversation, four clients: ana has the Besage client and the FortiFun app, bob the rooms front end and a native client, and what any of them does the others
/// see as their own contract promises.
/// </summary>
public class FourClients
{
    [Theory, EveryEngine]
    public async Task One_conversation_four_clients(Engine engine)
    {
        await using var story = await Four.Begin(engine);
        var (besage, personal, forti, rooms, native) = (story.Besage, story.Personal, story.Forti, story.Rooms, story.Native);
        var (ana, bob) = (story.Ana, story.Bob);

        // Each says something; everybody sees it once.
        await story.Say("besage", "from besage");
        await story.Say("forti", "from forti");
        await story.Say("rooms", "from rooms");
        await story.Say("native", "from native");
        await story.AllHave("from native");
        besage.Of("message").Select(ContentOf).ShouldBe(["from forti", "from rooms", "from native"]); // its own it has drawn already
        rooms.Of("dm_message").Select(ContentOf).ShouldBe(["from besage", "from forti", "from native"]);
        rooms.Of("dm_sent").Texts("content").ShouldBe(["from rooms"]);
        personal.Of("nuevo_mensaje").ShouldBeEmpty(); // the chat is open on this account

        // Typing, in everybody's words, and never to whom it would only annoy.
        await besage.Sends(("type", "typing"));
        (await forti.Hears("typing_indicator")).Number("user_id").ShouldBe(ana.Id);
        (await rooms.Hears("dm_typing")).Text("sender_id").ShouldBe(ana.Key);
        await native.Hears<TypingChanged>(e => e.Conversation == story.Id && e.User == ana.Id && e.On);
        story.Forget();
        await forti.Sends(("type", "typing"), ("conversation_id", story.Id), ("is_typing", true));
        (await besage.Hears("typing", frame => frame.Text("event") is not null)).Number("user_id").ShouldBe(ana.Id);
        (await rooms.Hears("dm_typing")).Text("sender_id").ShouldBe(ana.Key);
        story.Forget();
        await rooms.Sends(("type", "dm_typing"), ("receiver_id", ana.Key), ("is_typing", true));
        (await besage.Hears("typing", frame => frame.Text("event") is null)).Number("userId").ShouldBe(bob.Id);
        var indicated = await forti.Hears("typing_indicator");
        (indicated.Number("user_id"), indicated.Number("conversation_id"), indicated.GetProperty("is_typing").GetBoolean()).ShouldBe((bob.Id, story.Id, true));
        story.Forget();
        await native.Client.TypingAsync(story.Id, on: true);
        (await besage.Hears("typing", frame => frame.Text("event") is null)).Number("userId").ShouldBe(bob.Id);
        (await forti.Hears("typing_indicator")).Text("username").ShouldBe(bob.Name);
        native.Journal.All.OfType<TypingChanged>().ShouldAllBe(e => e.User == ana.Id);
        rooms.Of("dm_typing").Texts("sender_id").ShouldAllBe(sender => sender == ana.Key);

        // Bob reads natively: ana's clients are told of each of her messages, and bob's other client counts none unread.
        story.Forget();
        var mine = native.Journal.Messages(story.Id).Where(m => m.Sender == ana.Id).Select(m => m.Id).ToList();
        mine.Count.ShouldBe(2);
        await native.Client.ReceiptAsync(story.Id, read: native.Journal.Messages(story.Id)[^1].Seq);
        foreach (var message in mine)
        {
            (await besage.Hears("mensaje_estado", frame => frame.Number("message_id") == message && frame.Text("status") == "read")).Number("user_id").ShouldBe(bob.Id);
            (await besage.Hears("message_status", frame => frame.Number("messageId") == message && frame.Text("status") == "read")).Text("chatId").ShouldBe($"{story.Id}");
            await personal.Hears("mensaje_estado", frame => frame.Number("message_id") == message && frame.Text("status") == "read");
            (await forti.Hears("read_receipt", frame => frame.Number("message_id") == message)).Number("user_id").ShouldBe(bob.Id);
        }

        (await story.AtRooms.Get($"/users/{bob.Key}/unread-count")).Ok().Number("count").ShouldBe(0);
        (await story.AtForti.Get($"/api/v1/conversations/{story.Id}/messages/{mine[0]}/")).Ok().GetProperty("is_read").GetBoolean().ShouldBeTrue();

        // Ana reads in Besage: bob's native client moves, her other client is told, the rooms front end says nothing (docs/wire/chatrooms.md).
        story.Forget();
        await besage.Sends(("type", "read_messages"));
        await native.Hears<ReceiptMoved>(e => e.Conversation == story.Id && e.User == ana.Id && e.Read == 4);
        var his = native.Journal.Messages(story.Id).Where(m => m.Sender == bob.Id).Select(m => m.Id).ToList();
        foreach (var message in his)
            (await forti.Hears("read_receipt", frame => frame.Number("message_id") == message)).Number("user_id").ShouldBe(ana.Id);
        (await besage.Hears("mensajes_leidos")).Number("user_id").ShouldBe(ana.Id);

        // And in the other two: bob reads at rooms, ana in the app.
        await story.Say("besage", "read this");
        await story.AllHave("read this");
        story.Forget();
        await rooms.Sends(("type", "dm_read"), ("reader_id", bob.Key), ("sender_id", ana.Key));
        (await besage.Hears("mensajes_leidos")).Number("user_id").ShouldBe(bob.Id);
        await forti.Hears("read_receipt", frame => frame.Number("user_id") == bob.Id);
        await native.Hears<ReceiptMoved>(e => e.User == bob.Id && e.Read == 5);
        await story.Say("native", "and this");
        await story.AllHave("and this");
        story.Forget();
        await forti.Sends(("type", "read_receipt"), ("conversation_id", story.Id), ("message_id", native.Journal.Messages(story.Id)[^1].Id));
        await native.Hears<ReceiptMoved>(e => e.User == ana.Id && e.Read == 6);
        (await besage.Hears("mensaje_estado", frame => frame.Text("status") == "read")).Number("user_id").ShouldBe(ana.Id);
        rooms.Of("dm_read").ShouldBeEmpty();

        // What only the native client can do in full, the others show as well as they can.
        story.Forget();
        var (edited, gone) = (native.Journal.Messages(story.Id).Single(m => m.Content == "from native"), native.Journal.Messages(story.Id).Single(m => m.Content == "and this"));
        await native.Client.EditAsync(edited.Id, "from native, edited");
        (await besage.Hears("mensaje_editado")).Text("content").ShouldBe("from native, edited");
        await native.Client.ReactAsync(mine[0], "👍");
        var reaction = await besage.Hears("reaccion");
        (reaction.Number("message_id"), reaction.Number("user_id"), reaction.Text("reaction")).ShouldBe((mine[0], bob.Id, "like"));
        (await story.AtBesage.Get($"/api/reactions/?message_id={mine[0]}")).Ok().EnumerateArray().ShouldHaveSingleItem().Text("type").ShouldBe("like");
        await native.Client.DeleteAsync(gone.Id);
        (await besage.Hears("mensaje_eliminado")).Number("message_id").ShouldBe(gone.Id);

        string[] left = ["from besage", "from forti", "from rooms", "from native, edited", "read this"];
        (await story.FortiHistory()).Texts("content").ShouldBe(left);
        (await story.RoomsHistory()).Texts("content").ShouldBe(left);
        (await story.BesageHistory()).Texts("content").ShouldBe([.. left, ""]);
        (await story.NativeHistory()).Select(m => m.Content).ShouldBe([.. left, ""]);
    }

    [Theory, EveryEngine]
    public async Task All_four_talk_at_once_and_see_the_same_order(Engine engine)
    {
        await using var story = await Four.Begin(engine);
        const int each = 25;

        await Task.WhenAll(Four.Clients.Select(async client =>
        {
            for (var i = 0; i < each; i++)
                await story.Say(client, $"{client} {i}");
        }));

        await story.SawTheSame(each * 4);
        foreach (var client in Four.Clients)
            (await story.NativeHistory()).Select(m => m.Content).Where(c => c.StartsWith(client, StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, each).Select(i => $"{client} {i}"));
    }

    [Theory, EveryEngine]
    public async Task Whoever_is_cut_off_comes_back_to_the_same_conversation(Engine engine)
    {
        await using var story = await Four.Begin(engine);
        await story.Say("besage", "before");
        await story.AllHave("before");

        // Bob's line is dead for both of his clients, and everybody goes on.
        story.Native.Cable.Cut();
        await story.Rooms.DisposeAsync();
        for (var i = 0; i < 30; i++)
            await story.Say(i % 2 == 0 ? "besage" : "forti", $"away {i}");
        var returning = story.ComesBackAtRooms();
        for (var i = 30; i < 60; i++)
            await story.Say(i % 2 == 0 ? "besage" : "forti", $"away {i}");
        await returning;
        story.Native.Cable.Mend();
        await story.Say("forti", "all back");

        await Eventually.Holds(() => story.Native.Journal.Messages(story.Id).Any(m => m.Content == "all back") ? null : "bob has not caught up natively");
        await story.Rooms.Hears("dm_message", frame => ContentOf(frame) == "all back");
        story.Native.SawEverythingOnce();
        string[] expected = ["before", .. Enumerable.Range(0, 60).Select(i => $"away {i}"), "all back"];
        story.Native.Journal.Messages(story.Id).Select(m => m.Content).ShouldBe(expected);
        // What the broken socket had not acknowledged comes again, here what was said before; the front end knows it by its id.
        story.Rooms.Of("dm_message").Select(ContentOf).Where(c => c != "before").ShouldBe(expected[1..]);

        // Now ana's: her clients have no resume and read again.
        await story.Besage.DisposeAsync();
        await story.Forti.DisposeAsync();
        for (var i = 0; i < 10; i++)
            await story.Say(i % 2 == 0 ? "rooms" : "native", $"back {i}");
        await story.AnaComesBack();
        await story.Say("native", "the end");
        await story.Besage.Hears("chat_message", frame => ContentOf(frame) == "the end");
        await story.Forti.Hears("new_message", frame => ContentOf(frame) == "the end");
        expected = [.. expected, .. Enumerable.Range(0, 10).Select(i => $"back {i}"), "the end"];
        (await story.BesageHistory()).Texts("content").ShouldBe(expected);
        (await story.FortiHistory()).Texts("content").ShouldBe(expected);
        (await story.RoomsHistory()).Texts("content").ShouldBe(expected);
        (await story.NativeHistory()).Select(m => m.Content).ShouldBe(expected);
    }

    internal static string ContentOf(JsonElement frame) => frame.GetProperty("message").Text("content")!;
}
