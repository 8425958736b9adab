using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core;
using Parlance.Core.Accounts;
using Parlance.Core.Moderation;
using Parlance.Dialects.Hosting.Authentication;

namespace Parlance.Tests.Server.Moderation;

/// <summary>The whole server in this process with an admin, and short words for what people do there.</summary>
public abstract class ModerationTest : IAsyncLifetime
{
    protected const string Password = "correct horse 8";

    private readonly List<ClientWebSocket> _sockets = [];

    private protected TestServer Server { get; private set; } = null!;

    private protected Someone Admin { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected virtual Dictionary<string, string> Settings => new() { ["RATE_LIMIT_SCALE"] = "1000", ["TRUSTED_PROXIES"] = "127.0.0.1,::1" };

    public virtual async ValueTask InitializeAsync()
    {
        Server = await TestServer.Start(Settings, replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10)));
        Admin = await Person("root");
        await Give(Admin, UserRole.Admin);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var socket in _sockets)
            socket.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task<Someone> Person(string name)
    {
        var (_, answer) = await Ask("POST", "/api/v1/register", $$"""{"username":"{{name}}","password":"{{Password}}"}""");
        return new Someone(answer.GetProperty("user").GetProperty("id").GetInt64(), answer.GetProperty("access_token").GetString()!);
    }

    private protected async Task Give(Someone who, UserRole role) =>
        (await Server.App.Services.GetRequiredService<ModerationService>().SetRoleAsync(null, new UserId(who.Id), role, null, Cancel)).Refusal.ShouldBeNull();

    private protected Task<(HttpStatusCode Status, JsonElement Body)> Moderate(string method, string path, string? body = null, Someone? by = null) =>
        Ask(method, "/api/v1/moderation" + path, body, by ?? Admin);

    /// <param name="from">The address that a proxy says the request comes from.</param>
    private protected async Task<(HttpStatusCode Status, JsonElement Body)> Ask(string method, string path, string? body = null, Someone? by = null, string? from = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (by is not null)
            request.Headers.Authorization = new("Bearer", by.Token);
        if (from is not null)
            request.Headers.Add("X-Forwarded-For", from);
        using var response = await Server.Http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, text.Length == 0 || !text.StartsWith('{') ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    private protected async Task<ClientWebSocket> Open(string path, string? from = null)
    {
        var socket = new ClientWebSocket();
        _sockets.Add(socket);
        if (from is not null)
            socket.Options.SetRequestHeader("X-Forwarded-For", from);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{Server.Port}{path}"), Cancel);
        return socket;
    }

    /// <summary>Says hello on the native wire, and waits for the answer.</summary>
    private protected async Task<ClientWebSocket> Hello(Someone who, string? device = null, string? from = null)
    {
        var socket = await Open("/ws/v1", from);
        await Say(socket, $$"""{"id":1,"type":"hello","token":"{{who.Token}}"{{(device is null ? "" : $",\"device\":\"{device}\"")}}}""");
        (await Until(socket, "\"id\":1")).ShouldContain("\"ok\"");
        return socket;
    }

    /// <summary>The reply to a command of the native wire.</summary>
    private protected static async Task<JsonElement> Command(ClientWebSocket socket, string frame)
    {
        await Say(socket, frame.Insert(1, "\"id\":77,"));
        return JsonDocument.Parse(await Until(socket, "\"id\":77")).RootElement.Clone();
    }

    private protected static Task Say(ClientWebSocket socket, string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancel);

    private protected static async Task<int?> CodeOfClose(ClientWebSocket socket)
    {
        while (await Receive(socket) is not null)
        {
        }

        return (int?)socket.CloseStatus;
    }

    private protected static async Task<string> Until(ClientWebSocket socket, string words)
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

    internal sealed record Someone(long Id, string Token);
}
