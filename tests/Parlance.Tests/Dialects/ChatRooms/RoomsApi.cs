using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.ChatRooms;

/// <summary>The HTTP half of the chat-rooms wire on a whole server.</summary>
internal sealed class RoomsApi(TestServer server) : IAsyncDisposable
{
    // Keeps no cookies: the server's own client would be one browser for everybody.
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Http.BaseAddress };

    /// <summary>For what is public, like `/media`.</summary>
    public HttpClient Client => _client;

    public IServiceProvider Services => server.App.Services;

    /// <summary>Passwords are hashed with few iterations: these tests are about answers, not about how slow a guess is.</summary>
    public static async Task<RoomsApi> StartAsync(Dictionary<string, string>? environment = null) => new(await TestServer.Start(
        new(environment ?? []) { ["RATE_LIMIT_SCALE"] = "1000" },
        replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10))));

    public Task<RoomsAnswer> Get(string path, string? token = null, string? from = null) => Send(HttpMethod.Get, path, null, token, from);

    public Task<RoomsAnswer> Post(string path, string body, string? token = null, string? from = null) => Send(HttpMethod.Post, path, Json(body), token, from);

    public Task<RoomsAnswer> Put(string path, string body, string? token = null, string? from = null) => Send(HttpMethod.Put, path, Json(body), token, from);

    public Task<RoomsAnswer> Delete(string path, string? body, string? token = null, string? from = null) =>
        Send(HttpMethod.Delete, path, body is null ? null : Json(body), token, from);

    /// <param name="from">Address of the client, as the proxy in front tells it; null for this machine's.</param>
    public async Task<RoomsAnswer> Send(HttpMethod method, string path, HttpContent? content, string? token = null, string? from = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        if (from is not null)
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", from);
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new RoomsAnswer((int)response.StatusCode, text, [.. response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []]);
    }

    public static HttpContent Json(string body) => new StringContent(body, Encoding.UTF8, "application/json");

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return server.DisposeAsync();
    }
}

internal sealed record RoomsAnswer(int Status, string Text, IReadOnlyList<string> Cookies)
{
    public JsonElement Body { get; } = JsonDocument.Parse(Text).RootElement;

    public string this[string field] => Body.GetProperty(field).ToString();

    public IEnumerable<string> Fields => Body.EnumerateObject().Select(p => p.Name);

    public RoomsAnswer ShouldBeFine()
    {
        Status.ShouldBe(200, Text);
        return this;
    }

    /// <summary>Every refusal has equal `detail` and `message`, whatever went wrong.</summary>
    public void ShouldRefuse(int status, string detail)
    {
        Status.ShouldBe(status, Text);
        this["detail"].ShouldBe(detail);
        this["message"].ShouldBe(detail);
        Body.GetProperty("detail").ValueKind.ShouldBe(JsonValueKind.String);
    }

    /// <summary>Byte for byte the fixture `refusal_…`.</summary>
    public void ShouldRefuse(string fixture)
    {
        Text.ShouldBe(JsonSerializerText(RoomsFixtures.Read(fixture)));
        Status.ShouldBe(Body.GetProperty("status").GetInt32());
    }

    /// <summary>The fixtures are written for reading; the server escapes what is not ASCII.</summary>
    private static string JsonSerializerText(string json)
    {
        using var buffer = new MemoryStream();
        using (var document = JsonDocument.Parse(json))
        using (var writer = new Utf8JsonWriter(buffer))
            document.RootElement.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
