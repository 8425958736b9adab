using System.Net.Http.Headers;
using System.Text.Json;

namespace Parlance.Scenarios.Stories;

/// <summary>What one may not see looks exactly like what does not exist.</summary>
public class Unseen(ChatServers servers) : IClassFixture<ChatServers>
{
    private const long Nowhere = 999_999_999;

    [Theory, EveryEngine]
    public async Task Conversations_and_messages_of_others_cannot_be_told_from_those_that_do_not_exist(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var group = (await ana.Client.CreateGroupAsync("walkers", [ben.Id])).Conversation;
        var direct = (await ana.Client.OpenDirectAsync(ben.Id)).Conversation;
        var attic = (await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "Attic", Key = "attic", Privacy = Privacy.Private })).Conversation;
        var gone = (await ana.Client.CreateRoomAsync(new ConversationSettings { Name = "Gone", Key = "gone" })).Conversation;
        var said = await ana.Client.SendAsync(group, "tomorrow at nine");
        await ana.Client.DeleteConversationAsync(gone);

        await using var wire = await WireSocket.ConnectAsync(chat.Server.Port);
        var gus = (await wire.HelloAsync("gus")).GetProperty("user").GetProperty("id").GetInt64();
        await wire.AskAsync("""{"type":"join","conversation":"lounge"}""");

        string[] hidden = [$"{group.Id}", $"{direct.Id}", $"{attic.Id}", $"{gone.Id}", $"\"{group.Key}\"", $"\"{direct.Key}\"", $"\"{gone.Key}\""];
        foreach (var conversation in hidden)
        {
            var missing = conversation.StartsWith('"') ? "\"nowhere\"" : $"{Nowhere}";
            foreach (var command in ConversationCommands(gus, ana.Id))
                await SameAnswer(wire, command.Replace("@", conversation), command.Replace("@", missing));
        }

        // Whether two people write to each other is not to be found out by trying to make a room of that name.
        await SameAnswer(wire, $$"""{"type":"join","conversation":"{{direct.Key}}","create":true}""", """{"type":"join","conversation":"direct:777-888","create":true}""");

        foreach (var command in (string[])["""{"type":"edit","message":@,"content":"mine"}""", """{"type":"delete","message":@}""",
            """{"type":"react","message":@,"emoji":"👍"}""", """{"type":"send","conversation":"lounge","content":"x","reply_to":@}"""])
        {
            await SameAnswer(wire, command.Replace("@", $"{said.Message}"), command.Replace("@", $"{Nowhere}"));
        }

        (await ben.Client.HistoryAsync(group)).Messages.Single().Content.ShouldBe("tomorrow at nine");
    }

    [Theory, EveryEngine]
    public async Task Over_http_too(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, ben) = await chat.Pair("ana", "ben");
        var gus = await chat.Member("gus");
        var group = (await ana.Client.CreateGroupAsync("walkers", [ben.Id])).Conversation;
        var said = await ana.Client.SendAsync(group, "tomorrow at nine");
        using var http = new HttpClient { BaseAddress = new Uri(chat.Server.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gus.Credentials.AccessToken);

        foreach (var (method, path) in (IEnumerable<(HttpMethod, string)>)[(HttpMethod.Get, ""), (HttpMethod.Delete, ""), (HttpMethod.Post, "/join"), (HttpMethod.Post, "/leave"),
            (HttpMethod.Get, "/members"), (HttpMethod.Get, "/messages"), (HttpMethod.Delete, $"/members/{ana.Id}")])
        {
            (await Answer(http, method, $"conversations/{group.Id}{path}")).ShouldBe(await Answer(http, method, $"conversations/{Nowhere}{path}"), path);
            (await Answer(http, method, $"conversations/{group.Key}{path}")).ShouldBe(await Answer(http, method, $"conversations/nowhere{path}"), path);
        }

        (await Answer(http, HttpMethod.Delete, $"messages/{said.Message}")).ShouldBe(await Answer(http, HttpMethod.Delete, $"messages/{Nowhere}"));
        (await Answer(http, HttpMethod.Put, $"messages/{said.Message}/reactions/x")).ShouldBe(await Answer(http, HttpMethod.Put, $"messages/{Nowhere}/reactions/x"));
    }

    private static IEnumerable<string> ConversationCommands(long self, long other) =>
    [
        """{"type":"conversation","conversation":@}""",
        """{"type":"history","conversation":@}""",
        """{"type":"members","conversation":@}""",
        """{"type":"join","conversation":@}""",
        """{"type":"join","conversation":@,"password":"guess"}""",
        """{"type":"leave","conversation":@}""",
        """{"type":"update_conversation","conversation":@,"name":"mine"}""",
        """{"type":"delete_conversation","conversation":@}""",
        $$"""{"type":"add_member","conversation":@,"user":{{self}}}""",
        $$"""{"type":"remove_member","conversation":@,"user":{{other}}}""",
        $$"""{"type":"set_role","conversation":@,"user":{{self}},"role":"host"}""",
        """{"type":"send","conversation":@,"content":"hello?"}""",
        """{"type":"receipt","conversation":@,"read":1}""",
        """{"type":"typing","conversation":@,"on":true}""",
    ];

    private static async Task SameAnswer(WireSocket wire, string hidden, string missing)
    {
        var first = (await wire.AskAsync(hidden)).GetProperty("error");
        var second = (await wire.AskAsync(missing)).GetProperty("error");
        first.GetRawText().ShouldBe(second.GetRawText(), hidden);
        first.GetProperty("code").GetString().ShouldBeOneOf(["not_found", "invalid"], hidden);
    }

    private static async Task<string> Answer(HttpClient http, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await http.SendAsync(request);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var said = problem.RootElement.EnumerateObject().Where(p => p.Name != "instance").Select(p => $"{p.Name}={p.Value}");
        return $"{(int)answer.StatusCode} {string.Join(' ', said)}";
    }
}
