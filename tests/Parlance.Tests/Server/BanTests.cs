using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Server;

/// <summary>A ban reaches the open sockets of every family, each with its own code. In process: no wire has a ban yet.</summary>
public sealed class BanTests : IAsyncLifetime
{
    private const string Password = "correct horse 8";

    private readonly List<ClientWebSocket> _sockets = [];
    private TestServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start(
        new() { ["RATE_LIMIT_SCALE"] = "1000" }, replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10)));

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_ban_closes_every_socket_of_the_account_and_none_of_another()
    {
        var (ana, bob) = (await Register("ana"), await Register("bob"));
        var begun = await Post("/api/v1/conversations/", $$"""{"participant_id":{{bob.Id}},"message":"hi"}""", ana.Token);
        var id = begun.GetProperty("id").GetInt64();
        var key = (await Post("/auth/login", $$"""{"username":"ana","password":"{{Password}}"}""")).GetProperty("user").GetProperty("id").GetString();

        (string Path, int Code)[] paths = [($"/ws/chat/{id}/?token={ana.Token}", 4003), ($"/ws/user/?token={ana.Token}", 4003), ($"/ws/chat/?token={ana.Token}", 4001),
            ($"/ws/notifications/?token={ana.Token}", 4001), ($"/ws/conversations/{id}/?token={ana.Token}", 4001), ($"/ws/dm/{key}", 4003), ($"/ws/lounge/{key}", 4003), ("/ws/v1", 4003)];
        var hers = new List<ClientWebSocket>();
        foreach (var (path, _) in paths)
            hers.Add(await Open(path));
        await Say(hers[^1], $$"""{"id":1,"type":"hello","token":"{{ana.Token}}"}""");
        ClientWebSocket[] his = [await Open($"/ws/chat/{id}/?token={bob.Token}"), await Open($"/ws/chat/?token={bob.Token}")];

        (await _server.App.Services.GetRequiredService<AccountService>().BanAsync(new UserId(ana.Id), DateTimeOffset.MaxValue, Cancel)).TryGet(out _, out var refusal).ShouldBeTrue(refusal?.Sentence);

        for (var i = 0; i < paths.Length; i++)
            (await CodeOfClose(hers[i])).ShouldBe(paths[i].Code, paths[i].Path.Split('?')[0]);
        await Say(his[1], """{"type":"ping","timestamp":"still here"}""");
        (await Until(his[1], "still here")).ShouldContain("pong");
        await Say(his[0], """{"type":"chat_message","message":"to an empty chair"}""");
        (await Until(his[0], "to an empty chair")).ShouldContain("chat_message");

        // Nor does she come in again.
        foreach (var (path, code) in paths.SkipLast(1).Where(p => p.Code == 4001))
            (await CodeOfClose(await Open(path))).ShouldBe(code);
        await Should.ThrowAsync<WebSocketException>(() => Open(paths[0].Path));
    }

    private async Task<(long Id, string Token)> Register(string name)
    {
        var answer = await Post("/api/auth/register/", $$"""{"username":"{{name}}","password":"{{Password}}","email":"{{name}}@example.com"}""");
        return (answer.GetProperty("user_id").GetInt64(), answer.GetProperty("access").GetString()!);
    }

    private async Task<JsonElement> Post(string path, string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var response = await _server.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private async Task<ClientWebSocket> Open(string path)
    {
        var socket = new ClientWebSocket();
        _sockets.Add(socket);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_server.Port}{path}"), Cancel);
        return socket;
    }

    private static Task Say(ClientWebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    private static async Task<int?> CodeOfClose(ClientWebSocket socket)
    {
        while (await Receive(socket) is not null)
        {
        }

        return (int?)socket.CloseStatus;
    }

    /// <summary>Reads up to a frame with these words.</summary>
    private static async Task<string> Until(ClientWebSocket socket, string words)
    {
        while (await Receive(socket) is { } text)
        {
            if (text.Contains(words, StringComparison.Ordinal))
                return text;
        }

        throw new ShouldAssertException($"Closed with {socket.CloseStatus} before `{words}` came.");
    }

    private static async Task<string?> Receive(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        var result = await socket.ReceiveAsync(buffer, patience.Token);
        return result.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
