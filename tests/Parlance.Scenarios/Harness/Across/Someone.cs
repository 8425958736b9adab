using System.Text.Json;

namespace Parlance.Scenarios.Harness.Across;

/// <summary>One account with a client of every family. Each sign-in is a session of its own, on a device of its own.</summary>
public sealed class Someone : IAsyncDisposable
{
    private readonly Everywhere _everywhere;
    private readonly List<IAsyncDisposable> _open = [];

    internal Someone(Everywhere everywhere, long id, string name, string email) => (_everywhere, Id, Name, Email) = (everywhere, id, name, email);

    public long Id { get; }

    public string Name { get; }

    public string Email { get; }

    /// <summary>What the rooms family calls the account; known after <see cref="AtRooms"/>.</summary>
    public string Key { get; private set; } = "";

    public Task<RoomsHttp> AtBlink() => SignsIn("/api/auth/token/", "username", Name, "access");

    public Task<RoomsHttp> AtBesage() => SignsIn("/api/auth/login/", "username", Name, "access");

    public Task<RoomsHttp> AtForti() => SignsIn("/api/v1/accounts/auth/login", "email", Email, "access");

    public Task<RoomsHttp> Natively() => SignsIn("/api/v1/sign-in", "username", Name, "access_token");

    public async Task<RoomsHttp> AtRooms()
    {
        var http = await SignsIn("/auth/login", "username", Name, "token");
        Key = (await http.Get("/auth/me")).Ok().Text("id")!;
        return http;
    }

    /// <summary>A Besage chat socket that has been told that it is there.</summary>
    public async Task<Listener> OpensChat(RoomsHttp device, long chat, Func<Listener, JsonElement, Task>? answering = null)
    {
        var socket = await Opens(device, $"/ws/chat/{chat}/?token={device.Token}", "Besage chat", answering);
        await socket.Hears("user_online", online => online.Number("user_id") == Id);
        return socket;
    }

    public async Task<Listener> OpensPersonal(RoomsHttp device)
    {
        var socket = await Opens(device, $"/ws/user/?token={device.Token}", "Besage personal");
        await socket.Hears("connection_established");
        return socket;
    }

    /// <summary>A FortiFun hub, by either name, that joined a conversation.</summary>
    public async Task<Listener> OpensHub(RoomsHttp device, long? joined = null, string path = "/ws/chat/")
    {
        var socket = await Opens(device, $"{path}?token={device.Token}", $"FortiFun {path}");
        (await socket.Hears("connection_status")).Number("user_id").ShouldBe(Id);
        if (joined is { } conversation)
            await socket.Sends(("type", "join_conversation"), ("conversation_id", conversation));
        await socket.Sends(("type", "ping"), ("timestamp", "here"));
        await socket.Hears("pong");
        return socket;
    }

    public Task<Listener> OpensBound(RoomsHttp device, long conversation) => OpensHub(device, null, $"/ws/conversations/{conversation}/");

    public async Task<Listener> OpensDirects(RoomsHttp device)
    {
        var socket = await Opens(device, $"/ws/dm/{Key}?username={Name}", "rooms");
        await socket.Sends(("type", "keep_alive"));
        await socket.Hears("ping");
        return socket;
    }

    /// <summary>The native socket as bytes, for what the client library would mend by itself.</summary>
    public async Task<Listener> OpensNatively(RoomsHttp device)
    {
        var socket = await Opens(device, "/ws/v1", "native");
        await socket.Sends(("id", 1), ("type", "hello"), ("token", device.Token));
        await Eventually.Holds(() => socket.All.Any(frame => frame.TryGetProperty("ok", out _)) ? null : $"{Name} is not in natively");
        return socket;
    }

    public async Task<Listener> Opens(RoomsHttp device, string path, string family, Func<Listener, JsonElement, Task>? answering = null)
    {
        var socket = await Listener.Open(_everywhere.Server.Port, path, $"{Name} ({family})", device.Address, answering);
        _open.Add(socket);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _open)
            await socket.DisposeAsync();
    }

    private async Task<RoomsHttp> SignsIn(string path, string nameField, string name, string tokenField)
    {
        var http = _everywhere.Stranger();
        var answer = (await http.Post(path, Body.Of((nameField, name), ("password", Everywhere.Password)))).Ok();
        http.Token = answer.Text(tokenField);
        return http;
    }
}
