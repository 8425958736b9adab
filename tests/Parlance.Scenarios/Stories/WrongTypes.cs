using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories;

/// <summary>Every field of every command with everything that does not belong there: always an answer, never the server's fault.</summary>
public class WrongTypes(ChatServers servers) : IClassFixture<ChatServers>
{
    private static readonly string[] Commands =
    [
        """{"type":"create_room","name":"x","key":"other","privacy":"password","password":"sesame","description":"d","category":"c","tags":["t"],"thumbnail_url":"u","max_members":3}""",
        """{"type":"create_group","name":"x","members":[1]}""",
        """{"type":"open_direct","user":1}""",
        """{"type":"join","conversation":"lounge","password":"p","create":true}""",
        """{"type":"leave","conversation":"nowhere"}""",
        """{"type":"update_conversation","conversation":"lounge","name":"x","privacy":"public","description":"d","tags":["t"],"max_members":9,"host":1}""",
        """{"type":"delete_conversation","conversation":"nowhere"}""",
        """{"type":"add_member","conversation":"lounge","user":1}""",
        """{"type":"remove_member","conversation":"nowhere","user":1,"ban":true}""",
        """{"type":"set_role","conversation":"lounge","user":1,"role":"member"}""",
        """{"type":"conversation","conversation":"lounge"}""",
        """{"type":"conversations","before":1,"limit":1}""",
        """{"type":"rooms","query":"q","category":"c","before":1,"limit":1}""",
        """{"type":"members","conversation":"lounge","after":1,"limit":1}""",
        """{"type":"history","conversation":"lounge","before_seq":1,"after_seq":1,"limit":1}""",
        """{"type":"send","conversation":"lounge","content":"x","client_id":"c","kind":"text","reply_to":1,"attachments":[{"url":"https://x","name":"n","content_type":"t","size":1}]}""",
        """{"type":"edit","message":1,"content":"x"}""",
        """{"type":"delete","message":1}""",
        """{"type":"react","message":1,"emoji":"e","remove":true}""",
        """{"type":"receipt","conversation":"lounge","delivered":1,"read":1}""",
        """{"type":"typing","conversation":"lounge","on":true}""",
        """{"type":"signal","conversation":"lounge","to":1,"participant":"00000000000040008000000000000b0b","payload":{}}""",
        """{"type":"call_join","conversation":"lounge","call":"019aa4a8d02070008000000000000001","kind":"mesh","media":"audio"}""",
        """{"type":"call_leave","conversation":"lounge","call":"019aa4a8d02070008000000000000001"}""",
        """{"type":"call_start","conversation":"nowhere","kind":"mesh","media":"audio"}""",
        """{"type":"call_decline","conversation":"lounge"}""",
        """{"type":"call","conversation":"lounge"}""",
        """{"type":"call_report","call":"019aa4a8d02070008000000000000001","match":"x","stage":"connected","local_candidate":"host","remote_candidate":"relay","setup_ms":1,"ended":"lost"}""",
        """{"type":"call_records","before":1,"limit":1}""",
        """{"type":"watch","users":[1]}""",
        """{"type":"unwatch","users":[1]}""",
        """{"type":"refresh","refresh_token":"r","token":"t"}""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "7", "-1", "0.5", "1e99", "9223372036854775807", "18446744073709551616", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"",
        "\"" + new string('x', 20_000) + "\"", "[]", "[null]", "[[]]", "[9223372036854775807]", "[{}]", "[\"\\ud800\"]", "{}", "{\"x\":[]}",
    ];

    private static readonly string[] Codes =
        ["invalid", "not_found", "forbidden", "taken", "too_large", "password_required", "token_invalid", "token_expired", "token_reused", "unauthenticated"];

    [Theory, EveryEngine]
    public async Task Every_field_of_every_command_may_hold_nonsense(Engine engine)
    {
        await using var chat = await servers.On(engine);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        await wire.HelloAsync("gus");
        await wire.AskAsync("""{"type":"join","conversation":"lounge","create":true}""");

        foreach (var command in Commands)
        {
            var fields = JsonNode.Parse(command)!.AsObject();
            foreach (var field in fields.Select(f => f.Key).Where(f => f != "type").ToList())
            {
                foreach (var value in Values)
                {
                    // Put together as text: half a character survives no serializer.
                    var frame = "{" + string.Join(',', fields.Select(f => $"\"{f.Key}\":{(f.Key == field ? value : f.Value!.ToJsonString())}")) + "}";
                    var reply = await wire.AskAsync(frame);
                    if (reply.TryGetProperty("error", out var error))
                        error.GetProperty("code").GetString().ShouldBeOneOf(Codes, frame);
                    else
                        reply.GetProperty("ok").ValueKind.ShouldBe(JsonValueKind.Object, frame);
                }
            }

            (await wire.AskAsync("""{"type":"ping"}""")).TryGetProperty("ok", out _).ShouldBeTrue();
        }
    }

    private static readonly (string Method, string Path, string Body)[] Requests =
    [
        ("POST", "register", """{"username":"somebody","password":"correct horse","email":"a@example.com","display_name":"d"}"""),
        ("POST", "sign-in", """{"username":"nobody","password":"correct horse"}"""),
        ("POST", "guests", """{"name":"x","guest_key":"gk_x"}"""),
        ("POST", "guests/upgrade", """{"username":"gus","password":"correct horse","email":"a@example.com"}"""),
        ("POST", "refresh", """{"refresh_token":"x"}"""),
        ("POST", "password", """{"current_password":"wrong","new_password":"correct horse"}"""),
        ("PATCH", "me", """{"display_name":"d","bio":"b","avatar_url":"https://x/y","email":"a@example.com"}"""),
        ("POST", "rooms", """{"name":"x","key":"other","tags":["t"],"max_members":3}"""),
        ("POST", "groups", """{"name":"x","members":[]}"""),
        ("POST", "direct", """{"user":1}"""),
        ("POST", "conversations/lounge/messages", """{"content":"x","client_id":"c","reply_to":1,"attachments":[]}"""),
        ("PATCH", "messages/1", """{"content":"x"}"""),
        ("PUT", "conversations/lounge/receipt", """{"delivered":1,"read":1}"""),
        ("POST", "calls/reports", """{"call":"019aa4a8d02070008000000000000001","stage":"connected","local_candidate":"host","setup_ms":1,"ended":"lost"}"""),
        ("GET", "calls/records?before=-1&limit=0", ""),
        ("GET", "conversations/%01%E2%80%AE/calls", ""),
        ("POST", "conversations/lounge/typing", """{"on":true}"""),
        // A path with %00 never gets here: the HTTP server itself answers 400.
        ("GET", "users?q=%00&limit=-1", ""),
        ("GET", "users?q=%EF%BF%BF%ED%A0%80&limit=99999999999999999999", ""),
        ("GET", "rooms?query=%00&limit=0", ""),
        ("GET", "conversations/%01%E2%80%AE", ""),
        ("GET", "conversations/99999999999999999999/messages?limit=x", ""),
        ("GET", "presence?users=,,x,-1", ""),
        ("PUT", "messages/1/reactions/%E2%80%AE", ""),
    ];

    [Theory, EveryEngine]
    public async Task So_may_every_field_of_every_request(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var gus = await chat.Guest("gus");
        await gus.Client.JoinAsync(chat.Own("lounge"), create: true);
        using var http = new HttpClient { BaseAddress = new Uri(chat.Server.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gus.Credentials.AccessToken);

        foreach (var (method, path, body) in Requests)
        {
            foreach (var content in Bodies(body))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(content, Encoding.UTF8, "application/json") };
                using var answer = await http.SendAsync(request);
                var asked = $"{method} {path} {content[..Math.Min(content.Length, 200)]}";
                ((int)answer.StatusCode).ShouldBeLessThan(500, asked);
                if ((int)answer.StatusCode < 400)
                    continue;
                var said = await answer.Content.ReadAsStringAsync();
                said.ShouldNotBeEmpty(asked);
                using var problem = JsonDocument.Parse(said);
                problem.RootElement.GetProperty("code").GetString().ShouldNotBeNullOrEmpty(asked);
                problem.RootElement.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty(asked);
            }
        }
    }

    private static IEnumerable<string> Bodies(string good)
    {
        if (good.Length == 0)
            return [good];
        var fields = JsonNode.Parse(good)!.AsObject();
        var one = fields.SelectMany(field => Values.Select(value =>
            "{" + string.Join(',', fields.Select(f => $"\"{f.Key}\":{(f.Key == field.Key ? value : f.Value!.ToJsonString())}")) + "}"));
        return [.. Values, "", "{", "not json", new string('[', 20_000), .. one];
    }

    private static readonly string[] BadNames = ["", " ", "a\\u0000b", "a\\u001bb", "a\\u202eb", "a\\u2066b", "\\ud800", "a\\udc00", "\\u200b", new('x', 65)];

    [Fact]
    public async Task A_name_that_would_deceive_or_cannot_be_shown_is_refused_and_another_may_be_given()
    {
        await using var chat = await servers.On(Engine.Sqlite);
        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);

        foreach (var name in BadNames)
        {
            var refused = await wire.AskAsync($$$"""{"type":"hello","guest":{"name":"{{{name}}}"}}""");
            refused.GetProperty("error").GetProperty("code").GetString().ShouldBe("invalid", name);
        }

        await wire.HelloAsync("Gus");
        foreach (var name in BadNames.Append(new string('x', 101)).Where(n => n.Length != 65 && n != "\\u200b"))
        {
            await Refused(wire, "create_room", $"\"name\":\"{name}\"");
            if (name.Length > 0) // a group may be nameless
                await Refused(wire, "create_group", $"\"members\":[],\"name\":\"{name}\"");
            await Refused(wire, "create_room", $"\"name\":\"fine\",\"tags\":[\"{name}\"]");
        }
    }

    private static async Task Refused(WireSocket wire, string command, string fields) =>
        (await wire.AskAsync($$"""{"type":"{{command}}",{{fields}}}""")).GetProperty("error").GetProperty("code").GetString().ShouldBe("invalid", fields);
}
