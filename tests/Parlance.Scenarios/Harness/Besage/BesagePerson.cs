using System.Text.Json;

namespace Parlance.Scenarios.Harness.Besage;

/// <summary>Somebody at the Besage client, at an address of their own.</summary>
public sealed class BesagePerson : IAsyncDisposable
{
    private readonly BesageChat _chat;
    private readonly List<BesageSocket> _sockets = [];

    internal BesagePerson(BesageChat chat, RoomsHttp http, long id, string name, JsonElement signedIn)
    {
        (_chat, Http, Id, Name) = (chat, http, id, name);
        http.Token = signedIn.Text("access");
        Refresh = signedIn.Text("refresh")!;
    }

    public long Id { get; }

    public string Name { get; }

    /// <summary>REST calls with this person's access token.</summary>
    public RoomsHttp Http { get; }

    public string Access => Http.Token!;

    public string Refresh { get; set; }

    /// <summary>Opens the nameless chat with somebody.</summary>
    /// <returns>Its id.</returns>
    public async Task<long> Opens(BesagePerson other) => (await Creates(Body.Of(("participants_ids", Ids(other))))).Number("id");

    public async Task<JsonElement> Creates(string json)
    {
        var answer = await Http.Post("/api/chats/", json);
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json;
    }

    /// <summary>A group of these.</summary>
    public async Task<long> Gathers(string name, params BesagePerson[] others) => (await Creates(Body.Of(("name", name), ("participants_ids", Ids(others))))).Number("id");

    public static System.Text.Json.Nodes.JsonArray Ids(params BesagePerson[] people) => new([.. people.Select(p => System.Text.Json.Nodes.JsonValue.Create(p.Id))]);

    /// <summary>Writes over REST.</summary>
    public async Task<JsonElement> Posts(long chat, string content)
    {
        var answer = await Http.Post("/api/messages/", Body.Of(("chat", chat), ("content", content)));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json;
    }

    public async Task<List<JsonElement>> History(long chat, string query = "") => [.. (await Http.Get($"/api/chats/{chat}/messages/{query}")).Ok().EnumerateArray()];

    /// <summary>Opens the socket of a chat and reads that one is online there.</summary>
    public async Task<BesageSocket> Enters(long chat)
    {
        var socket = await OpensAt($"/ws/chat/{chat}/?token={Access}");
        var online = await socket.SeesAtLast("user_online"); // after what has been delivered by that
        online.Number("user_id").ShouldBe(Id);
        return socket;
    }

    /// <summary>Opens the personal socket and reads its welcome.</summary>
    public async Task<BesageSocket> Connects()
    {
        var socket = await OpensAt($"/ws/user/?token={Access}");
        (await socket.Sees("connection_established")).Text("message").ShouldBe("Connected to personal notification channel");
        return socket;
    }

    public async Task<BesageSocket> OpensAt(string path)
    {
        var socket = await BesageSocket.Open(_chat.Server.Port, path, Name, $"X-Forwarded-For: {Http.Address}");
        _sockets.Add(socket);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            await socket.DisposeAsync();
    }
}
