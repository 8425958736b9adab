using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parlance.Scenarios.Stories;

/// <summary>Every field of every command with everything that does not belong there: always an answer, never the server's fault.</summary>
public class WrongTypes
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
        await using var chat = await Chat.On(engine);
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

    private static readonly string[] BadNames = ["", " ", "a\\u0000b", "a\\u001bb", "a\\u202eb", "a\\u2066b", "\\ud800", "a\\udc00", "\\u200b", new('x', 65)];

    [Fact]
    public async Task A_name_that_would_deceive_or_cannot_be_shown_is_refused_and_another_may_be_given()
    {
        await using var chat = await Chat.On(Engine.Sqlite);
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
            await Refused(wire, "create_group", $"\"members\":[],\"name\":\"{name}\"");
            await Refused(wire, "create_room", $"\"name\":\"fine\",\"tags\":[\"{name}\"]");
        }
    }

    private static async Task Refused(WireSocket wire, string command, string fields) =>
        (await wire.AskAsync($$"""{"type":"{{command}}",{{fields}}}""")).GetProperty("error").GetProperty("code").GetString().ShouldBe("invalid", fields);
}
