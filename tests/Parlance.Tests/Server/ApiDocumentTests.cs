using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Parlance.Dialects.Hosting;

namespace Parlance.Tests.Server;

/// <summary>`/openapi.json` says what the server does.</summary>
public sealed class ApiDocumentTests : IAsyncLifetime
{
    private TestServer _server = null!;
    private JsonObject _document = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.Start();
        _document = JsonNode.Parse(await _server.Http.GetStringAsync("/openapi.json", Cancel))!.AsObject();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Every_endpoint_is_in_the_document_with_a_summary_and_an_answer()
    {
        ((string)_document["openapi"]!).ShouldStartWith("3.1");
        var mapped = ((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods,
                (endpoint, method) => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}{(endpoint.Metadata.GetMetadata<ShownWithSlash>() is null ? "" : "/")}").ToList();
        mapped.Count.ShouldBeGreaterThan(60);

        var described = _document["paths"]!.AsObject().SelectMany(
            path => path.Value!.AsObject(), (path, operation) => (Name: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!)).ToList();

        described.Select(d => d.Name).Order(StringComparer.Ordinal).ShouldBe(mapped.Order(StringComparer.Ordinal));
        described.ShouldAllBe(d => d.Operation["summary"] != null && d.Operation["responses"]!.AsObject().Any(r => r.Key.StartsWith('2') || r.Key == "501"));
    }

    [Fact]
    public async Task What_needs_a_token_says_so()
    {
        foreach (var (path, operations) in _document["paths"]!.AsObject())
        {
            if (operations!["get"] is not { } get)
                continue;
            using var answer = await _server.Http.GetAsync(path.Replace("{", "").Replace("}", ""), Cancel);
            ((int)answer.StatusCode == 401).ShouldBe(get["security"] is JsonArray { Count: > 0 }, path);
        }
    }

    [Fact]
    public async Task Answers_have_the_fields_of_their_schemas()
    {
        var ana = await Checked("POST", "/api/v1/register", new JsonObject { ["username"] = "ana", ["password"] = "correct horse battery" });
        _server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ana["access_token"]!);
        await Checked("GET", "/api/v1/me");
        await Checked("GET", "/api/v1/users", query: "?q=ana");
        await Checked("POST", "/api/v1/rooms", new JsonObject { ["name"] = "Lounge", ["key"] = "lounge" });
        await Checked("POST", "/api/v1/conversations/{conversation}/messages", new JsonObject { ["content"] = "hello", ["client_id"] = "1" });
        await Checked("GET", "/api/v1/conversations/{conversation}/messages", query: "?limit=5");
        await Checked("GET", "/api/v1/conversations/{conversation}/members");
        await Checked("GET", "/api/v1/conversations");
        await Checked("GET", "/api/v1/search", query: "?q=hello");
        await Checked("GET", "/api/v1/search", query: "?q=-");
        await Checked("GET", "/api/v1/rooms");
        await Checked("GET", "/api/v1/presence", query: "?users=1");
        await Checked("GET", "/api/v1/calls/ice");
        await Checked("GET", "/api/v1/conversations/{conversation}/calls");
        await Checked("GET", "/api/v1/calls/records"); // a refusal
        await Checked("POST", "/api/v1/calls/reports", new JsonObject { ["call"] = "x", ["stage"] = "connected" }); // a refusal
        await Checked("POST", "/api/v1/rooms", new JsonObject { ["name"] = 7 }); // a refusal
        await Checked("GET", "/api/v1/rooms", query: "?limit=x");
    }

    [Fact]
    public async Task Answers_of_the_django_families_have_the_fields_of_their_schemas()
    {
        await Checked("GET", "/api");
        await Checked("GET", "/api/health");
        await Checked("GET", "/health");
        await Checked("GET", "/api/auth/me");
        await Checked("POST", "/api/auth/register", new JsonObject { ["username"] = "a b", ["password"] = 7 });
        await Checked("POST", "/api/auth/token", new JsonObject());
        await Checked("POST", "/api/auth/token", new JsonObject { ["username"] = "nobody", ["password"] = "wrong" });
        await Checked("POST", "/api/auth/token/refresh", new JsonObject { ["refresh"] = "x" });
        var ana = await Checked("POST", "/api/auth/register", new JsonObject { ["username"] = "ana", ["password"] = "secret", ["email"] = "" });
        await Checked("POST", "/api/auth/token/refresh", new JsonObject { ["refresh"] = (string)ana["refresh"]! });
        await Checked("POST", "/api/auth/token", new JsonObject { ["username"] = "ana", ["password"] = "secret" });
        _server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "nonsense");
        await Checked("GET", "/api/auth/me");
        _server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ana["access"]!);
        await Checked("GET", "/api/auth/me");
        await Checked("POST", "/auth/logout");
    }

    [Fact]
    public async Task Answers_of_the_besage_wire_have_the_fields_of_their_schemas()
    {
        await Checked("POST", "/api/auth/register", new JsonObject { ["username"] = "bob", ["password"] = "secret" });
        await Checked("POST", "/api/auth/register", new JsonObject { ["username"] = "ana", ["password"] = "secret" });
        await Checked("POST", "/api/auth/login", new JsonObject { ["username"] = "ana", ["password"] = "wrong" });
        var ana = await Checked("POST", "/api/auth/login", new JsonObject { ["username"] = "ana", ["password"] = "secret" });
        await Checked("GET", "/api/chats"); // a refusal
        _server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ana["access"]!);
        await Checked("PUT", "/api/users/{id}/profile", new JsonObject { ["email"] = "ana@example.com" }, id: (long)ana["user"]!["id"]!);
        var chat = (long)(await Checked("POST", "/api/chats", new JsonObject { ["name"] = "Club", ["participants_ids"] = new JsonArray() }))["id"]!;
        await Checked("POST", "/api/chats/{id}/add_participants", new JsonObject { ["users_ids"] = new JsonArray((long)ana["user"]!["id"]! - 1) }, id: chat);
        var message = (long)(await Checked("POST", "/api/messages", new JsonObject { ["chat"] = chat, ["content"] = "hello" }))["id"]!;
        await Checked("GET", "/api/chats/{id}", id: chat);
        await Checked("PATCH", "/api/chats/{id}", new JsonObject { ["name"] = "Jazz" }, id: chat);
        await Checked("GET", "/api/messages/{id}", id: message);
        await Checked("PUT", "/api/messages/{id}/status", new JsonObject { ["status"] = "read" }, id: message); // a refusal
        await Checked("POST", "/api/reactions", new JsonObject { ["message"] = message, ["type"] = "like" });
        await Checked("PUT", "/api/messages/update_all_status", query: $"?chat_id={chat}");
        await Checked("DELETE", "/api/messages/{id}", id: message);
        await Checked("DELETE", "/api/chats/{id}", id: chat);
        await Checked("POST", "/api/auth/logout");
    }

    [Fact]
    public async Task Answers_of_the_FortiFun_wire_have_the_fields_of_their_schemas()
    {
        const string Accounts = "/api/v1/accounts";
        await Checked("POST", $"{Accounts}/auth/register", new JsonObject { ["email"] = "x" });
        await Checked("POST", $"{Accounts}/auth/register", new JsonObject { ["email"] = "ben@x.example", ["password"] = "secret7" });
        var ana = await Checked("POST", $"{Accounts}/auth/register", new JsonObject { ["email"] = "ana@x.example", ["password"] = "secret7", ["name"] = "Ana B" });
        await Checked("POST", $"{Accounts}/auth/login", new JsonObject { ["email"] = "ana@x.example", ["password"] = "wrong77" });
        await Checked("POST", $"{Accounts}/auth/refresh", new JsonObject { ["refresh"] = (string)ana["refresh"]! });
        await Checked("POST", "/api/token", new JsonObject { ["username"] = "ana", ["password"] = "secret7" });
        await Checked("GET", $"{Accounts}/users/me");
        _server.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)ana["access"]!);
        await Checked("GET", $"{Accounts}/users/me");
        await Checked("PATCH", $"{Accounts}/users/me", new JsonObject { ["bio"] = "hi", ["interests"] = new JsonArray("sport") });
        await Checked("GET", $"{Accounts}/users/{{id}}");
        await Checked("POST", "/api/v1/conversations", new JsonObject { ["participant_id"] = 1, ["message"] = "hi" });
        await Checked("GET", "/api/v1/conversations/");
        await Checked("POST", "/api/v1/conversations", new JsonObject());
        await Checked("GET", "/api/v1/conversations/{id}");
        await Checked("POST", "/api/v1/conversations/{id}/messages", new JsonObject { ["content"] = "hi" });
        await Checked("GET", "/api/v1/matching/preferences");
        await Checked("GET", "/api/v1/matching/potential-matches");
        await Checked("POST", "/api/v1/matching/like", new JsonObject { ["user_id"] = 1 });
        await Checked("POST", $"{Accounts}/device-tokens", new JsonObject { ["token"] = "t" });
        await Checked("POST", "/api/v1/auth/update-status");
    }

    [Fact]
    public void The_path_says_the_conversation_and_queries_are_listed()
    {
        Schema(_document["components"]!["schemas"]!["SendCommand"]!)["properties"]!.AsObject().Select(p => p.Key)
            .ShouldBe(["content", "client_id", "kind", "reply_to", "mentions", "attachments"], ignoreOrder: true);
        _document["paths"]!["/api/v1/conversations/{conversation}/messages"]!["get"]!["parameters"]!.AsArray().Select(p => (string)p!["name"]!)
            .ShouldBe(["conversation", "before_seq", "after_seq", "limit"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/swagger")]
    [InlineData("/swagger/")]
    [InlineData("/docs")]
    [InlineData("/redoc")]
    public async Task The_page_shows_the_document_and_has_all_it_needs(string path)
    {
        using var answer = await _server.Http.GetAsync(path, Cancel);
        answer.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(path); // not redirected
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        page.ShouldContain("url: \"/openapi.json\"");

        var parts = Regex.Matches(page, "(href|src)=\"(?<part>/[^\"]+)\"", RegexOptions.ExplicitCapture).Select(match => match.Groups["part"].Value).ToList();
        parts.Count.ShouldBe(3);
        foreach (var part in parts)
            (await _server.Http.GetByteArrayAsync(part, Cancel)).Length.ShouldBeGreaterThan(100, part);
    }

    /// <summary>Asks, and holds the answer against the document: no field that is not described, none missing that is required.</summary>
    private async Task<JsonObject> Checked(string method, string path, JsonObject? body = null, string query = "", long id = 1)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{conversation}", "lounge").Replace("{id}", $"{id}") + query);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
        using var response = await _server.Http.SendAsync(request, Cancel);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;

        var described = _document["paths"]![path]![method.ToLowerInvariant()]!["responses"]![((int)response.StatusCode).ToString()].ShouldNotBeNull($"{method} {path} answered {response.StatusCode}: {answer.ToJsonString()}");
        var content = described["content"]![response.Content.Headers.ContentType!.MediaType!].ShouldNotBeNull();
        Compare(answer, content["schema"]!, $"{method} {path}");
        return answer as JsonObject ?? [];
    }

    private void Compare(JsonNode? value, JsonNode schema, string where)
    {
        if (value is null && schema["oneOf"] is JsonArray either && either.Any(one => (string?)one!["type"] == "null"))
            return;
        schema = Schema(schema);
        switch (value)
        {
            case JsonObject fields:
                var properties = schema["properties"] ?? new JsonObject(); // of a dictionary there are none
                foreach (var (name, field) in fields)
                    Compare(field, (properties[name] ?? schema["additionalProperties"]).ShouldNotBeNull($"{where}.{name} is not described"), $"{where}.{name}");
                foreach (var name in schema["required"]?.AsArray() ?? [])
                    fields.ContainsKey((string)name!).ShouldBeTrue($"{where}.{name} is required and missing");
                break;
            case JsonArray items:
                foreach (var item in items)
                    Compare(item, schema["items"].ShouldNotBeNull(where), $"{where}[]");
                break;
            default:
                var types = schema["type"] switch { JsonArray several => several.Select(t => (string)t!).ToList(), JsonNode one => [(string)one!], _ => [] };
                types.ShouldContain(value?.GetValueKind() switch
                {
                    null => "null",
                    System.Text.Json.JsonValueKind.String => "string",
                    System.Text.Json.JsonValueKind.Number => "integer",
                    _ => "boolean",
                }, where);
                break;
        }
    }

    /// <summary>Follows a reference; of "this or null" takes this.</summary>
    private JsonNode Schema(JsonNode schema)
    {
        if (schema["oneOf"] is JsonArray either)
            schema = either.First(one => (string?)one!["type"] != "null")!;
        return schema["$ref"] is { } reference ? _document["components"]!["schemas"]![((string)reference!).Split('/')[^1]]! : schema;
    }
}
