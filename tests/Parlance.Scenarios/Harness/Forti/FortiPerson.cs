using System.Text.Json;

namespace Parlance.Scenarios.Harness.Forti;

/// <summary>Somebody at the FortiFun app.</summary>
public sealed class FortiPerson : IAsyncDisposable
{
    private readonly FortiChat _chat;
    private readonly List<FortiSocket> _sockets = [];

    internal FortiPerson(FortiChat chat, RoomsHttp http, long id, string name, string email) => (_chat, Http, Id, Name, Email) = (chat, http, id, name, email);

    public long Id { get; }

    public string Name { get; }

    public string Email { get; }

    public required string Refresh { get; set; }

    public RoomsHttp Http { get; }

    public string Token => Http.Token!;

    /// <summary>Opens the hub and reads that it is open.</summary>
    public async Task<FortiSocket> Connects() => await (await Opens($"/ws/chat/?token={Token}")).Entered(this);

    /// <summary>Opens a socket bound to a conversation.</summary>
    public async Task<FortiSocket> Enters(long conversation) => await (await Opens($"/ws/conversations/{conversation}/?token={Token}")).Entered(this);

    /// <summary>A socket, whatever its first frame may be.</summary>
    public async Task<FortiSocket> Opens(string path, params string[] headers)
    {
        var socket = await FortiSocket.Open(_chat.Server.Port, path, Name, [$"X-Forwarded-For: {Http.Address}", .. headers]);
        _sockets.Add(socket);
        return socket;
    }

    public async Task<JsonElement> Starts(FortiPerson with, string message)
    {
        var answer = await Http.Post("/api/v1/conversations/", Body.Of(("participant_id", with.Id), ("message", message)));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json;
    }

    public async Task<JsonElement> Posts(long conversation, string content)
    {
        var answer = await Http.Post($"/api/v1/conversations/{conversation}/messages/", Body.Of(("content", content)));
        answer.Status.ShouldBe(201, answer.Text);
        return answer.Json;
    }

    public async Task<List<JsonElement>> Conversations() => [.. (await Http.Get("/api/v1/conversations/")).Ok().EnumerateArray()];

    public async Task<List<JsonElement>> Messages(long conversation) => [.. (await Http.Get($"/api/v1/conversations/{conversation}/messages/")).Ok().EnumerateArray()];

    public async Task<JsonElement> Self() => (await Http.Get("/api/v1/accounts/users/me")).Ok();

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            await socket.DisposeAsync();
    }
}
