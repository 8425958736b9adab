using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories.ChatRooms;

/// <summary>People at the rooms front end and a native client are in one room and one conversation.</summary>
public class TwoDialects
{
    [Theory, EveryEngine]
    public async Task Three_people_over_two_wires_see_the_same_messages_in_the_same_order(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var (ana, bob) = (await rooms.Account("ana"), await rooms.Guest("bob"));
        var native = await chat.Member("nat");
        var room = await RoomsChat.Room(ana, "Mixed");
        var sockets = await RoomsChat.Together(room, ana, bob);
        native.Room = (await native.Client.JoinAsync(room)).Conversation.Id;
        await native.IsUpToDate();

        var hearing = sockets.Select(HearAsync).ToArray();
        await Task.WhenAll(
            Task.Run(async () => await Task.WhenAll(Enumerable.Range(0, 100).Select(i => native.Says($"nat {i}")))),
            Task.Run(() => TalkAsync(ana, sockets[0], "ana")),
            Task.Run(() => TalkAsync(bob, sockets[1], "bob")));
        var heard = await Task.WhenAll(hearing);

        await Eventually.Holds(() => native.Journal.Messages(native.Room).Count >= 300 ? null : $"{native.Journal.Messages(native.Room).Count} of 300");
        var natively = native.Journal.Messages(native.Room).Select(m => (m.Name, m.Content)).ToList();
        heard[0].ShouldBe(heard[1]);
        heard[0].ShouldBe(natively);
        native.SawEverythingOnce();
        foreach (var name in (string[])["ana", "bob", "nat"])
            natively.Select(m => m.Content).Where(c => c.StartsWith(name, StringComparison.Ordinal)).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{name} {i}"));
        (await ana.History(room, 500)).Select(m => (m.Text("username")!, m.Text("content")!)).ShouldBe(natively);
    }

    [Theory, EveryEngine]
    public async Task What_is_edited_or_deleted_natively_is_so_in_the_history_here(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var ana = await rooms.Guest("ana");
        var native = await chat.Member("nat");
        var room = await RoomsChat.Room(ana);
        await using var socket = await ana.Enters(room);
        native.Room = (await native.Client.JoinAsync(room)).Conversation.Id;
        var first = await native.Says("with a tpyo");
        var second = await native.Says("a slip");
        await socket.SeesMessage("with a tpyo", "a slip");

        await native.Client.EditAsync(first.Message, "with a typo");
        await native.Client.DeleteAsync(second.Message);

        (await ana.History(room)).Texts("content").ShouldBe(["with a typo"]);
    }

    [Theory, EveryEngine]
    public async Task Who_broadcasts_on_one_wire_is_watched_on_the_other(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var ana = await rooms.Account("ana");
        var native = await chat.Member("nat");
        var room = await RoomsChat.Room(ana);
        await using var socket = await ana.Enters(room);
        native.Room = (await native.Client.JoinAsync(room)).Conversation.Id;

        var own = await native.Client.StartCallAsync(native.Room, CallKind.Broadcast);
        await socket.Sees("user_joined");
        var started = await socket.Sees("broadcast-started");
        await socket.Sends(("type", "webrtc-signal"), ("target_user_id", started.Text("user_id")), ("signal", new JsonObject { ["type"] = "offer" }));
        var signal = await native.Hears<SignalReceived>(e => e.Payload.GetProperty("type").GetString() == "offer");
        await native.Client.SignalAsync(native.Room, signal.From, JsonDocument.Parse("\"answer\"").RootElement);
        (await socket.Sees("webrtc-signal")).GetProperty("signal").GetString().ShouldBe("answer");
        await native.Client.LeaveCallAsync(native.Room);
        await socket.Sees("broadcast-stopped");
        await socket.Sees("user_left");

        await socket.Sends(("type", "broadcast-started"));
        var theirs = await native.Hears<CallChanged>(e => e.Id != own.Call.Id);
        var watching = await native.Client.JoinCallAsync(native.Room);
        watching.Call.Id.ShouldBe(theirs.Id);
        await native.Client.SignalAsync(native.Room, theirs.Participants.Single().Participant, JsonDocument.Parse("\"watch\"").RootElement);
        (await socket.SeesAtLast("webrtc-signal")).GetProperty("signal").GetString().ShouldBe("watch");
        await socket.Breaks();
        (await native.Hears<CallChanged>(e => e.Id == theirs.Id && e.Ended is not null)).Ended.ShouldBe("left");
    }

    [Theory, EveryEngine]
    public async Task A_direct_conversation_is_one_over_both_wires(Engine engine)
    {
        await using var chat = await Chat.On(engine);
        await using var rooms = new RoomsChat(chat.Server, ownsServer: false);
        var ana = await rooms.Account("ana");
        var native = await chat.Member("nat");
        await using var anas = await ana.ConnectsForDirects();
        var direct = (await native.Client.OpenDirectAsync(await NumberOf(chat, ana))).Conversation;

        await native.Client.SendAsync(direct, "from nat");
        var message = (await anas.SeesAtLast("dm_message")).GetProperty("message");
        message.Text("content").ShouldBe("from nat");
        await anas.Sends(("type", "dm_message"), ("receiver_id", message.Text("sender_id")), ("content", "from ana"));
        await anas.SeesAtLast("dm_sent");

        native.Room = direct.Id;
        await native.Sees("from nat", "from ana");
        await native.SeesNothingMore();
        await anas.Sends(("type", "dm_read"), ("reader_id", ana.Id), ("sender_id", message.Text("sender_id")));
        await native.Hears<ReceiptMoved>(e => e.Conversation == direct.Id && e.Read >= 1);
    }

    private static async Task<long> NumberOf(Chat chat, RoomsPerson person) =>
        (await chat.Accounts.SignInAsync(person.Name, RoomsChat.Password)).User!.Id;

    private static async Task TalkAsync(RoomsPerson person, RoomsSocket socket, string name)
    {
        for (var i = 0; i < 100; i++)
            await person.Says(socket, $"{name} {i}");
    }

    private static async Task<List<(string Name, string Content)>> HearAsync(RoomsSocket socket)
    {
        var heard = new List<(string, string)>();
        while (heard.Count < 300)
        {
            var frame = await socket.SeesAtLast("message");
            heard.Add((frame.Text("username")!, frame.Text("content")!));
        }

        return heard;
    }
}
