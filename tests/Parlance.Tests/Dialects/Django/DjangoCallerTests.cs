using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Parlance.Dialects.Django;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Tests.Server;

namespace Parlance.Tests.Dialects.Django;

public class DjangoCallerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_of_any_family_are_let_in_and_nothing_else()
    {
        await using var server = await TestServer.Start(map: app =>
            app.MapGet("/who", (HttpContext http) => DjangoCaller.NameOf(http.Identity().User)).RequireToken(new DjangoErrors("besage", DjangoWords.English)));
        var native = await Token(server, "/api/v1/register", """{"username":"ana","password":"correct horse"}""", "access_token");
        var rooms = await Token(server, "/auth/signup", """{"username":"ben","password":"correct horse"}""", "token");
        var guest = await Token(server, "/api/v1/guests", """{"name":"Carl"}""", "access_token");

        (await Ask(server, native)).ShouldBe((200, "ana"));
        (await Ask(server, rooms)).ShouldBe((200, "ben"));
        (await Ask(server, guest)).ShouldBe((200, "Carl"));
        (await Ask(server, null)).ShouldBe((401, "Authentication credentials were not provided."));
        (await Ask(server, native, "Basic")).ShouldBe((401, "Authentication credentials were not provided."));
        (await Ask(server, "nonsense")).ShouldBe((401, "Given token not valid for any token type"));
        (await Ask(server, "undefined")).ShouldBe((401, "Given token not valid for any token type"));
    }

    [Fact]
    public async Task A_wrong_method_is_named_with_those_that_are_right()
    {
        await using var server = await TestServer.Start(map: app => app.MapPost("/only-post", () => "fine"));
        using var answer = await server.Http.GetAsync("/only-post", Cancel);
        ((int)answer.StatusCode).ShouldBe(405);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("detail").GetString().ShouldBe("Method \"GET\" not allowed.");
    }

    private static async Task<string> Token(TestServer server, string path, string body, string field)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await server.Http.PostAsync(path, content, Cancel);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty(field).GetString()!;
    }

    private static async Task<(int Status, string Text)> Ask(TestServer server, string? token, string scheme = "Bearer")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/who");
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {token}");
        using var answer = await server.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, answer.IsSuccessStatusCode ? text : JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!);
    }
}
