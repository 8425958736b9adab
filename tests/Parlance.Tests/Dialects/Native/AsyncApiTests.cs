using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Parlance.Dialects.Hosting;
using Parlance.Dialects.Native.Socket;
using Parlance.Dialects.Native.Wire;

namespace Parlance.Tests.Dialects.Native;

/// <summary>docs/wire/asyncapi.json has the messages and fields that the wire has.</summary>
public class AsyncApiTests
{
    private static readonly JsonObject Document = JsonNode.Parse(Repository.Read("docs/wire/asyncapi.json"))!.AsObject();
    private static readonly JsonObject Messages = Document["components"]!["messages"]!.AsObject();
    private static readonly JsonObject Schemas = Document["components"]!["schemas"]!.AsObject();

    /// <summary>Commands with their record and that of their reply.</summary>
    private static readonly Dictionary<string, (Type Command, Type Reply)> Commands = new(
        NativeCommands.ByName.Select(command => KeyValuePair.Create(command.Key, (command.Value.GetType().GetGenericArguments()[0], command.Value.GetType().GetGenericArguments()[1]))))
    {
        ["hello"] = (typeof(HelloCommand), typeof(HelloReply)),
        ["refresh"] = (typeof(RefreshCommand), typeof(RefreshReply)),
        ["send"] = (typeof(SendCommand), typeof(SendReply)),
        ["watch"] = (typeof(UsersCommand), typeof(PresenceReply)),
        ["unwatch"] = (typeof(UsersCommand), typeof(EmptyReply)),
        ["ping"] = (typeof(EmptyReply), typeof(EmptyReply)), // no fields either way
    };

    private static readonly Dictionary<string, Type> Events = new()
    {
        ["message"] = typeof(WireMessage),
        ["edited"] = typeof(EditedEvent),
        ["deleted"] = typeof(DeletedEvent),
        ["reacted"] = typeof(ReactedEvent),
        ["receipt"] = typeof(ReceiptEvent),
        ["member"] = typeof(MemberEvent),
        ["conversation"] = typeof(ConversationEventFrame),
        ["typing"] = typeof(TypingEvent),
        ["presence"] = typeof(PresenceEvent),
        ["call"] = typeof(CallEvent),
        ["signal"] = typeof(SignalEvent),
        ["match_waiting"] = typeof(MatchWaitingEvent),
        ["matched"] = typeof(MatchedEvent),
        ["match_text"] = typeof(MatchTextEvent),
        ["match_signal"] = typeof(MatchSignalEvent),
        ["match_ended"] = typeof(MatchEndedEvent),
        ["profile"] = typeof(ProfileEvent),
        ["resumed"] = typeof(ResumedEvent),
        ["token_expiring"] = typeof(TokenExpiringEvent),
    };

    [Fact]
    public void It_has_every_message_and_no_other()
    {
        string[] expected = [.. Commands.Keys, .. Commands.Keys.Select(name => $"reply_{name}"), "reply_error", .. Events.Keys.Select(name => $"event_{name}")];

        Messages.Select(m => m.Key).ShouldBe(expected, ignoreOrder: true);
        Document["channels"]!["socket"]!["messages"]!.AsObject().Select(m => m.Key).ShouldBe(expected, ignoreOrder: true);
        Document["operations"]!.AsObject().Select(o => o.Key).ShouldBe([.. Commands.Keys, "events"], ignoreOrder: true);
        Events.Keys.Select(name => $"event_{name}").ShouldBe(NativeWirePage.Examples.Keys.Where(name => name.StartsWith("event_", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public void Commands_have_the_fields_of_their_records()
    {
        foreach (var (name, (command, reply)) in Commands)
        {
            var payload = Messages[name]!["payload"]!;
            ((string)payload["properties"]!["type"]!["const"]!).ShouldBe(name);
            Fields(payload).Except(["id", "type"]).ShouldBeSubsetOf(Properties(command).Select(p => p.Name), name);
            Required(payload).ShouldContain("type");
            Required(payload).ShouldBeSubsetOf(Fields(payload), name);
            foreach (var required in Properties(command).Where(p => p.IsRequired))
                Required(payload).ShouldContain(required.Name, name);
            if (command.IsAssignableTo(typeof(IInConversation)))
                Required(payload).ShouldContain("conversation", name);

            ((string)Messages[$"reply_{name}"]!["payload"]!["properties"]!["ok"]!["$ref"]!).ShouldBe($"#/components/schemas/{reply.Name}");
        }
    }

    [Fact]
    public void No_field_of_a_command_is_left_out()
    {
        foreach (var record in Commands.GroupBy(c => c.Value.Command))
        {
            record.SelectMany(command => Fields(Messages[command.Key]!["payload"]!)).Distinct().Except(["id", "type"])
                .ShouldBe(Properties(record.Key).Select(p => p.Name), ignoreOrder: true, record.Key.Name);
        }
    }

    [Fact]
    public void Events_have_the_fields_of_their_records_and_those_always_written_are_required()
    {
        foreach (var (name, record) in Events)
        {
            var payload = Messages[$"event_{name}"]!["payload"]!;
            ((string)payload["properties"]!["type"]!["const"]!).ShouldBe(name);
            Fields(payload).ShouldBe(Properties(record).Select(p => p.Name), ignoreOrder: true, name);
            Required(payload).ShouldBe(AlwaysWritten(record).Append("type").Distinct(), ignoreOrder: true, name);
        }
    }

    [Fact]
    public void Records_have_their_fields_and_those_always_written_are_required()
    {
        foreach (var (name, schema) in Schemas.Where(s => s.Key is not ("Id" or "Error")))
        {
            var record = (typeof(WireMessage).Assembly.GetType($"{typeof(WireMessage).Namespace}.Wire{name}")
                ?? typeof(WireMessage).Assembly.GetType($"{typeof(WireMessage).Namespace}.{name}")).ShouldNotBeNull(name);
            string[] inEventsOnly = record == typeof(WireMessage) ? ["type"] : [];
            Fields(schema!).ShouldBe(Properties(record).Select(p => p.Name).Except(inEventsOnly), ignoreOrder: true, name);
            Required(schema!).ShouldBe(AlwaysWritten(record), ignoreOrder: true, name);
        }
    }

    [Fact]
    public void Every_code_of_a_refusal_is_listed() =>
        Schemas["Error"]!["properties"]!["code"]!["enum"]!.AsArray().Select(code => (string)code!).ShouldBe(Refusals.Rows.Select(row => row.Name), ignoreOrder: true);

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        var references = new List<string>();
        Collect(Document, references);
        references.Count.ShouldBeGreaterThan(100);
        references.Where(reference => reference[2..].Split('/').Aggregate((JsonNode?)Document, (node, step) => node?[step]) is null).ShouldBeEmpty();
    }

    private static void Collect(JsonNode? node, List<string> references)
    {
        if (node is JsonObject fields)
        {
            if (fields["$ref"] is { } reference)
                references.Add((string)reference!);
            foreach (var (_, field) in fields)
                Collect(field, references);
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                Collect(item, references);
        }
    }

    private static List<string> Fields(JsonNode schema) => [.. schema["properties"]!.AsObject().Select(p => p.Key)];

    private static List<string> Required(JsonNode schema) => [.. (schema["required"]?.AsArray() ?? []).Select(name => (string)name!)];

    private static IList<JsonPropertyInfo> Properties(Type record) => NativeJson.Default.GetTypeInfo(record).ShouldNotBeNull(record.Name).Properties;

    private static IEnumerable<string> AlwaysWritten(Type record) => Properties(record).Where(p => p.ShouldSerialize is null).Select(p => p.Name);
}
