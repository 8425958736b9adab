using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parlance.Core.Accounts;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Native;

/// <summary>The REST side of a whole server.</summary>
internal sealed class NativeApi(TestServer server) : IAsyncDisposable
{
    public HttpClient Client => server.Http;

    /// <summary>Passwords are hashed with few iterations: these tests are about answers, not about how slow a guess is.</summary>
    public static async Task<NativeApi> StartAsync() => new(await TestServer.Start(
        new() { ["RATE_LIMIT_SCALE"] = "1000" },
        replace: services => services.AddSingleton<IPasswordHasher>(new IdentityPasswordHasher(iterations: 10))));

    public Task<Answer> Post(string path, string body, string? token = null) => Send(HttpMethod.Post, path, token, Json(body));

    public Task<Answer> Patch(string path, string body, string? token = null) => Send(HttpMethod.Patch, path, token, Json(body));

    public Task<Answer> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token, null);

    public async Task<Answer> Send(HttpMethod method, string path, string? token, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        // A server that refuses a large body may hang up while it is still being sent, and then its answer is lost: ask before sending one.
        request.Headers.ExpectContinue = content?.Headers.ContentLength > 256 * 1024;
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    public static HttpContent Json(string body) => new StringContent(body, Encoding.UTF8, "application/json");

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

internal sealed record Answer(int Status, string? MediaType, JsonElement Body)
{
    public string this[string field] => Body.GetProperty(field).ToString();

    public IEnumerable<string> Fields => Body.EnumerateObject().Select(p => p.Name);

    /// <summary>Every refusal has this shape, whatever went wrong.</summary>
    public void ShouldRefuse(int status, string code, string? field = null)
    {
        Status.ShouldBe(status, Body.ToString());
        MediaType.ShouldBe("application/problem+json");
        this["code"].ShouldBe(code);
        Body.GetProperty("status").GetInt32().ShouldBe(status);
        this["message"].ShouldNotBeEmpty();
        this["detail"].ShouldBe(this["message"]);
        this["remedy"].ShouldNotBeEmpty();
        (Body.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
    }
}
