namespace Parlance.Tests.Dialects.Native;

public class SearchEndpointTests : NativeApiTests
{
    [Fact]
    public async Task A_message_is_found_with_its_place_and_what_to_highlight()
    {
        var token = await AnaInTheLounge();
        var sent = await Api.Post("/conversations/lounge/messages", """{"content":"A pot of Green Tea"}""", token);

        Answer? found = null;
        await Eventually.Holds(async () => (found = await Api.Get("/search?q=%22green%20tea%22", token)).Body.GetProperty("hits").GetArrayLength() == 1 ? null : "nothing is found");

        var hit = found!.Body.GetProperty("hits")[0];
        hit.GetProperty("message").GetProperty("id").GetInt64().ShouldBe(sent.Body.GetProperty("message").GetInt64());
        hit.GetProperty("conversation").GetInt64().ShouldBe(hit.GetProperty("message").GetProperty("conversation").GetInt64());
        hit.GetProperty("snippet").GetString().ShouldBe("A pot of Green Tea");
        hit.GetProperty("highlights").ToString().ShouldBe("[[9,9]]");
        found.Body.GetProperty("position").GetInt64().ShouldBeGreaterThanOrEqualTo(sent.Body.GetProperty("message").GetInt64());
        found.Body.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await Api.Get("/search?q=tea&conversation=lounge&sort=newest&limit=50&from=1", token)).Body.GetProperty("hits").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("?q=", "q")]
    [InlineData("?q=%20%20", "q")]
    [InlineData("?q=-tea", "q")]
    [InlineData("?q=%F0%9F%91%8D", "q")]
    [InlineData("?q=%00", "q")]
    [InlineData("?q=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k%20l%20m%20n%20o%20p%20q", "q")]
    [InlineData("?q=tea&limit=0", "limit")]
    [InlineData("?q=tea&limit=51", "limit")]
    [InlineData("?q=tea&limit=many", "limit")]
    [InlineData("?q=tea&from=ana", "from")]
    [InlineData("?q=tea&sort=best", "sort")]
    [InlineData("?q=tea&cursor=x", "cursor")]
    [InlineData("?q=tea&cursor=%F0%9F%91%8D", "cursor")]
    public async Task A_bad_search_is_refused_by_field(string query, string field)
    {
        var token = await AnaInTheLounge();
        (await Api.Get("/search" + query, token)).ShouldRefuse(400, "invalid", field);
    }

    [Fact]
    public async Task A_query_too_long_and_a_conversation_that_is_not_there_are_refused()
    {
        var token = await AnaInTheLounge();
        (await Api.Get("/search?q=" + new string('x', 201), token)).ShouldRefuse(400, "invalid", "q");
        (await Api.Get("/search?q=tea&conversation=nowhere", token)).ShouldRefuse(404, "not_found");
        (await Api.Get("/search?q=tea")).ShouldRefuse(401, "unauthenticated");
        foreach (var odd in new[] { "%22", "*", "tea)", "tea%20AND", "%27;drop%20table%20messages", "a:b", "%3C-%3E%20x", "%EF%BF%BF%20x", "NEAR(tea", "%25" })
            (await Api.Get($"/search?q=tea%20{odd}&from=-1", token)).Status.ShouldBe(200, odd);
    }

    [Fact]
    public async Task Mentions_of_those_who_are_not_there_are_refused_and_others_come_back()
    {
        var token = await AnaInTheLounge();
        var ben = await Register("ben");
        var id = ben.Body.GetProperty("user").GetProperty("id").GetInt64();
        const string Messages = "/conversations/lounge/messages";
        (await Api.Post(Messages, $$"""{"content":"you","mentions":[{{id}}]}""", token)).ShouldRefuse(400, "invalid", "mentions");
        foreach (var bad in new[] { "7", "\"7\"", "[\"7\"]", "[null]", "{}", "[1.5]" })
            (await Api.Post(Messages, $$"""{"content":"you","mentions":{{bad}}}""", token)).Status.ShouldBe(400, bad);
        (await Api.Post(Messages, $$"""{"content":"you","mentions":[{{string.Join(',', Enumerable.Range(1, 5_000))}}]}""", token)).ShouldRefuse(400, "invalid", "mentions");

        await Api.Post("/conversations/lounge/join", "{}", ben["access_token"]);
        var sent = await Api.Post(Messages, $$"""{"content":"you","mentions":[{{id}},{{id}}]}""", token);

        sent.Status.ShouldBe(201);
        var listed = (await Api.Get("/conversations", ben["access_token"])).Body.GetProperty("conversations")[0];
        (listed.GetProperty("unread").GetInt32(), listed.GetProperty("unread_mentions").GetInt32()).ShouldBe((1, 1));
        listed.GetProperty("newest").GetProperty("mentions").ToString().ShouldBe($"[{id}]");
        (await Api.Patch($"/messages/{sent["message"]}", """{"content":"nobody","mentions":[]}""", token)).Status.ShouldBe(200);
        (await Api.Get("/conversations", ben["access_token"])).Body.GetProperty("conversations")[0].GetProperty("unread_mentions").GetInt32().ShouldBe(0);
        (await Api.Patch($"/messages/{sent["message"]}", """{"content":"nobody","mentions":[999999]}""", token)).ShouldRefuse(400, "invalid", "mentions");
    }

    private async Task<string> AnaInTheLounge()
    {
        var ana = await Register("ana");
        await Api.Post("/rooms", """{"name":"Lounge","key":"lounge"}""", ana["access_token"]);
        return ana["access_token"];
    }
}
