using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Django;

/// <summary>The paths of the Django families on a whole server.</summary>
internal sealed class DjangoApi(TestServer server) : IAsyncDisposable
{
    public IServiceProvider Services => server.App.Services;

    /// <summary>Passwords are hashed with few iterations: these tests are about answers, not about how slow a guess is.</summary>
    public static async Task<DjangoApi> StartAsync(Dictionary<string, string>? environment = null) => new(await TestServer.Start(
        new(environment ?? []) { ["RATE_LIMIT_SCALE"] = environment?.GetValueOrDefault("RATE_LIMIT_SCALE") ?? "1000", ["SECRET_KEY"] = Secret },
        replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10))));

    public const string Secret = "a secret that an original server shares with this one";

    public Task<DjangoApiAnswer> Get(string path, string? token = null) => Send(HttpMethod.Get, path, null, token);

    public Task<DjangoApiAnswer> Post(string path, string body, string? token = null) => Send(HttpMethod.Post, path, Json(body), token);

    public async Task<DjangoApiAnswer> Send(HttpMethod method, string path, HttpContent? content, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new DjangoApiAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers, response.Content.Headers);
    }

    public static HttpContent Json(string body) => new StringContent(body, Encoding.UTF8, "application/json");

    public async Task<DjangoApiAnswer> Register(string name, string email = "", string password = "secret") =>
        (await Post("/api/auth/register/", $$"""{"username":"{{name}}","password":"{{password}}","email":"{{email}}"}""")).Should(201);

    public async Task<DjangoApiAnswer> SignIn(string name, string password = "secret") =>
        (await Post("/api/auth/token/", $$"""{"username":"{{name}}","password":"{{password}}"}""")).Should(200);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

internal sealed record DjangoApiAnswer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Body { get; } = JsonDocument.Parse(Text).RootElement;

    public string this[string field] => Body.GetProperty(field).ToString();

    public DjangoApiAnswer Should(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    public void ShouldRefuse(int status, string detail, string? code = null)
    {
        Should(status);
        this["detail"].ShouldBe(detail);
        this["message"].ShouldBe(detail);
        if (code is not null)
            this["code"].ShouldBe(code);
    }

    public void ShouldRefuseField(string field, string text)
    {
        Should(400);
        Body.GetProperty(field).EnumerateArray().Select(one => one.GetString()).ShouldContain(text);
        this["detail"].ShouldContain($"{field}: {text}");
        this["message"].ShouldBe(this["detail"]);
    }

    /// <summary>What the token under that name claims.</summary>
    public JsonElement Claims(string field) => JsonDocument.Parse(Base64Url.DecodeFromChars(this[field].Split('.')[1])).RootElement;
}

/// <summary>What every test of these paths starts from.</summary>
public abstract class DjangoApiTests : IAsyncLifetime
{
    private protected DjangoApi Api { get; private set; } = null!;

    private protected virtual Dictionary<string, string> Environment => [];

    public async ValueTask InitializeAsync() => Api = await DjangoApi.StartAsync(Environment);

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
