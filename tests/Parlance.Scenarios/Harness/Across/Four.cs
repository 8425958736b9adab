using System.Text.Json;

namespace Parlance.Scenarios.Harness.Across;

/// <summary>Ana at the Besage client and the FortiFun app, bob at the rooms front end and a native client, all in the direct conversation of the two.</summary>
public sealed class Four : IAsyncDisposable
{
    public static readonly string[] Clients = ["besage", "forti", "rooms", "native"];

    private readonly Chat _chat;
    private readonly Everywhere _everywhere;

    private Four(Chat chat)
    {
        _chat = chat;
        _everywhere = new Everywhere(chat.Server, ownsServer: false);
    }

    public Someone Ana { get; private set; } = null!;

    public Someone Bob { get; private set; } = null!;

    public RoomsHttp AtBesage { get; private set; } = null!;

    public RoomsHttp AtForti { get; private set; } = null!;

    public RoomsHttp AtRooms { get; private set; } = null!;

    /// <summary>Ana's chat socket.</summary>
    public Listener Besage { get; private set; } = null!;

    /// <summary>Ana's personal socket.</summary>
    public Listener Personal { get; private set; } = null!;

    /// <summary>Ana's hub, joined.</summary>
    public Listener Forti { get; private set; } = null!;

    /// <summary>Bob's direct messages.</summary>
    public Listener Rooms { get; private set; } = null!;

    public Person Native { get; private set; } = null!;

    /// <summary>The conversation, as three of the wires number it.</summary>
    public long Id { get; private set; }

    /// <summary>One of them opens the conversation, the others find it.</summary>
    public static async Task<Four> Begin(Engine engine)
    {
        var story = new Four(await Chat.On(engine));
        await story.BeginAsync();
        return story;
    }

    /// <summary>What was heard so far is not heard again.</summary>
    public void Forget()
    {
        foreach (var socket in (Listener[])[Besage, Personal, Forti, Rooms])
            socket.Forgets();
    }

    /// <summary>Says something with one of the clients, as that client does it.</summary>
    public async Task Say(string client, string content)
    {
        switch (client)
        {
            case "besage":
                await Besage.Sends(("type", "chat_message"), ("message", content));
                break;
            case "forti":
                (await AtForti.Post($"/api/v1/conversations/{Id}/messages/", Body.Of(("content", content)))).Status.ShouldBe(201);
                return;
            case "rooms":
                await Rooms.Sends(("type", "dm_message"), ("receiver_id", Ana.Key), ("content", content));
                break;
            default:
                await Native.Client.SendAsync(Id, content);
                return;
        }

        // Over a socket nothing is answered: it is stored once it comes back.
        if (client == "besage")
            await Besage.Hears("chat_message", frame => frame.GetProperty("message").Text("content") == content);
        else
            await Rooms.Hears("dm_sent", frame => frame.Text("content") == content);
    }

    /// <summary>Waits until the newest message is with everybody, and checks what each has been shown of messages: all, once, in order.</summary>
    public async Task AllHave(string newest)
    {
        await Besage.Hears("chat_message", frame => frame.GetProperty("message").Text("content") == newest);
        var stored = await NativeHistory();
        stored[^1].Content.ShouldBe(newest);
        await SawTheSame(stored.Count);
    }

    /// <summary>Waits for so many messages with everybody, and compares what was seen live with the four histories.</summary>
    public async Task SawTheSame(int count)
    {
        await Eventually.Holds(() => Native.Journal.Messages(Id).Count < count ? $"{Native.Journal.Messages(Id).Count} of {count}" : null);
        foreach (var (seen, who) in ((Func<IReadOnlyList<(long, string)>>, string)[])[(SeenByBesage, "besage"), (SeenByForti, "forti"), (SeenByRooms, "rooms")])
            await Eventually.Holds(() => seen().Count < count ? $"{who} saw {seen().Count} of {count}" : null);

        var natively = Native.Journal.Messages(Id).Select(m => (m.Id, m.Content)).ToList();
        natively.Count.ShouldBe(count);
        Native.SawEverythingOnce();
        SeenByBesage().ShouldBe(natively);
        SeenByForti().ShouldBe(natively);
        SeenByRooms().ShouldBe(natively, ignoreOrder: true); // `dm_sent` is an answer, which may overtake others' messages
        SeenByRooms("dm_message").ShouldBe(natively.Where(m => SeenByRooms("dm_message").Contains(m)));
        (await BesageHistory()).Select(m => (m.Number("id"), m.Text("content")!)).ShouldBe(natively);
        (await FortiHistory(quietly: true)).Select(m => (m.Number("id"), m.Text("content")!)).ShouldBe(natively);
        (await RoomsHistory()).Select(m => (NumberOf(m.Text("id")!), m.Text("content")!)).ShouldBe(natively);
        (await NativeHistory()).Select(m => (m.Id, m.Content)).ShouldBe(natively);
    }

    /// <summary>Oldest first. Reading it delivers.</summary>
    public async Task<List<JsonElement>> BesageHistory() => [.. (await AtBesage.Get($"/api/chats/{Id}/messages/?page_size=100")).Ok().EnumerateArray().Reverse()];

    /// <param name="quietly">Message by message, which reads nothing for ana; the list would.</param>
    public async Task<List<JsonElement>> FortiHistory(bool quietly = false)
    {
        if (!quietly)
            return [.. (await AtForti.Get($"/api/v1/conversations/{Id}/messages/")).Ok().EnumerateArray()];
        var all = new List<JsonElement>();
        foreach (var message in await NativeHistory())
            all.Add((await AtForti.Get($"/api/v1/conversations/{Id}/messages/{message.Id}/")).Ok());
        return all;
    }

    public async Task<List<JsonElement>> RoomsHistory() =>
        [.. (await AtRooms.Get($"/conversations/{string.Join('-', ((string[])[Ana.Key, Bob.Key]).Order(StringComparer.Ordinal))}/messages?limit=200")).Ok().EnumerateArray()];

    public async Task<IReadOnlyList<Message>> NativeHistory() => (await Native.Client.HistoryAsync(Id, limit: 200)).Messages;

    public async Task ComesBackAtRooms()
    {
        (await AtRooms.Get("/auth/me")).Ok();
        Rooms = await Bob.OpensDirects(AtRooms);
    }

    public async Task AnaComesBack()
    {
        Besage = await Ana.OpensChat(AtBesage, Id);
        Forti = await Ana.OpensHub(AtForti, Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _everywhere.DisposeAsync();
        await _chat.DisposeAsync();
    }

    private async Task BeginAsync()
    {
        (Ana, Bob) = (await _everywhere.Person("ana"), await _everywhere.Person("bob"));
        (AtBesage, AtForti, AtRooms) = (await Ana.AtBesage(), await Ana.AtForti(), await Bob.AtRooms());
        await Ana.AtRooms(); // only to know her key

        var opened = await AtBesage.Post("/api/chats/", Body.Of(("participants_ids", new System.Text.Json.Nodes.JsonArray(Bob.Id))));
        opened.Status.ShouldBe(201, opened.Text);
        Id = opened.Json.Number("id");
        (await AtForti.Get("/api/v1/conversations/")).Ok().EnumerateArray().ShouldHaveSingleItem().Number("id").ShouldBe(Id);
        Native = await _chat.SignIn(Bob.Name, Everywhere.Password);
        (await Native.Client.OpenDirectAsync(Ana.Id)).Conversation.Id.ShouldBe(Id);
        Native.Room = Id;

        Personal = await Ana.OpensPersonal(AtBesage);
        Besage = await Ana.OpensChat(AtBesage, Id);
        Forti = await Ana.OpensHub(AtForti, Id);
        Rooms = await Bob.OpensDirects(AtRooms);
        await Rooms.Hears("user_joined", frame => frame.Text("user_id") == Ana.Key);
    }

    private List<(long, string)> SeenByBesage() => [.. Besage.Of("chat_message").Select(frame => frame.GetProperty("message")).Select(m => (m.Number("id"), m.Text("content")!))];

    private List<(long, string)> SeenByForti() => [.. Forti.Of("new_message").Select(frame => frame.GetProperty("message")).Select(m => (m.Number("id"), m.Text("content")!))];

    private List<(long, string)> SeenByRooms() => SeenByRooms("dm_message", "dm_sent");

    private List<(long, string)> SeenByRooms(params string[] kinds) => [.. Rooms.All.Where(frame => kinds.Contains(frame.Text("type")))
        .Select(frame => frame.TryGetProperty("message", out var inner) ? inner : frame).Select(m => (NumberOf(m.Text("id")!), m.Text("content")!))];

    /// <summary>The rooms family's ids of messages hold the number in their last twelve digits.</summary>
    private static long NumberOf(string id) => Convert.ToInt64(id[^12..], 16);
}
