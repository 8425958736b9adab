using System.Text.Json;

namespace Parlance.Scenarios.Stories.FortiFun;

/// <summary>People who are shown people.</summary>
public class Matching(OwnFortiServers servers) : IClassFixture<OwnFortiServers>
{
    private const string Prefix = "/api/v1/matching";

    [Theory, EveryEngine]
    public async Task Two_who_like_each_other_are_told_and_have_a_conversation(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));
        var (anas, bobs) = (await ana.Connects(), await bob.Connects());

        var first = await Act(ana, "like", bob);
        first.Status.ShouldBe(201, first.Text);
        first.Json.GetProperty("is_match").GetBoolean().ShouldBeFalse();
        (await Act(ana, "like", bob)).ShouldRefuse(400, "Utilisateur déjà liké");
        await bobs.SeesNothingMore();
        var second = await Act(bob, "like", ana);
        second.Json.GetProperty("is_match").GetBoolean().ShouldBeTrue();
        second.Json.GetProperty("match").GetProperty("matched_user").Number("id").ShouldBe(ana.Id);

        foreach (var (socket, other) in ((FortiSocket, FortiPerson)[])[(anas, bob), (bobs, ana)])
        {
            var seen = new Dictionary<string, JsonElement>();
            for (var i = 0; i < 3; i++)
            {
                var frame = await socket.SeesSomething();
                seen.Add(frame.Text("type")!, frame);
            }

            seen.Keys.ShouldBe(["conversation_update", "new_message", "new_match"], ignoreOrder: true);
            var match = seen["new_match"].GetProperty("data");
            match.Text("type").ShouldBe("new_match");
            match.GetProperty("match").GetProperty("user").Number("id").ShouldBe(other.Id);
            match.GetProperty("match").GetProperty("user").Text("last_name").ShouldBe("Tester");
            seen["new_message"].GetProperty("message").Text("content").ShouldBe("Vous avez matché! Commencez la conversation.");
        }

        foreach (var path in (string[])[$"{Prefix}/matches/", $"{Prefix}/matched/", $"{Prefix}/recent-matches/", "/api/v1/matches/"])
            (await ana.Http.Get(path)).Ok().EnumerateArray().ShouldHaveSingleItem().GetProperty("matched_user").Number("id").ShouldBe(bob.Id);
        (await ana.Http.Get($"{Prefix}/matches/?page=1")).Ok().Number("count").ShouldBe(1);

        (await Act(ana, "unlike", bob)).Ok();
        (await ana.Http.Get($"{Prefix}/matches/")).Ok().GetArrayLength().ShouldBe(0);
        (await Act(ana, "like", bob)).Json.GetProperty("is_match").GetBoolean().ShouldBeTrue();
        await anas.SeesSomething(); // matched again, and not greeted again
        (await ana.Messages((await ana.Conversations())[0].Number("id"))).Count.ShouldBe(1);
    }

    [Theory, EveryEngine]
    public async Task Of_two_likes_at_the_same_moment_one_makes_the_match(Engine engine)
    {
        await using var chat = await servers.On(engine);
        for (var round = 0; round < 5; round++)
        {
            var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));
            var answers = await Task.WhenAll(Act(ana, "like", bob), Act(bob, "like", ana));
            answers.ShouldAllBe(answer => answer.Status == 201);
            answers.Count(answer => answer.Json.GetProperty("is_match").GetBoolean()).ShouldBe(1);
            (await ana.Messages((await ana.Conversations()).ShouldHaveSingleItem().Number("id"))).Count.ShouldBe(1);
        }
    }

    [Theory, EveryEngine]
    public async Task Who_is_blocked_is_not_shown_cannot_like_and_cannot_write(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, id) = await chat.Pair();
        var bound = await bob.Enters(id);
        (await Act(ana, "block", bob)).Ok();

        foreach (var (one, other) in ((FortiPerson, FortiPerson)[])[(ana, bob), (bob, ana)])
        {
            (await Act(one, "like", other)).ShouldRefuse(403);
            (await one.Http.Post("/api/v1/conversations/", Body.Of(("participant_id", other.Id), ("message", "hi")))).ShouldRefuse(403);
            (await one.Http.Post($"/api/v1/conversations/{id}/messages/", Body.Of(("content", "hi")))).ShouldRefuse(403);
            (await Potential(one, $"?search={other.Name}")).ShouldBeEmpty();
        }

        await bound.Sends(("type", "message"), ("content", "hi"));
        await bound.Sees("error");
        (await ana.Messages(id)).Count.ShouldBe(1);
        (await Act(ana, "unblock", bob)).Ok();
        await bob.Posts(id, "friends again");
    }

    [Theory, EveryEngine]
    public async Task People_are_found_by_what_both_want(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var (ana, bob, carl) = (await chat.Person("ana"), await chat.Person("bob"), await chat.Person("carl"));
        var word = FortiChat.Unique("zebra");
        await Profile(ana, """{"latitude":48.85,"longitude":2.35,"interests":["sport"]}""");
        await Profile(bob, $$"""{"bio":"{{word}} one","latitude":48.95,"longitude":2.35,"date_of_birth":"1990-01-01","interests":["Sport","art"]}""");
        await Profile(carl, $$"""{"location":"{{word}} two","latitude":43.3,"longitude":5.4}""");
        (await ana.Http.Put($"{Prefix}/preferences/", """{"max_distance":1000}""")).Ok();

        var found = await Potential(ana, $"?search={word}&ordering=distance");
        found.Select(one => one.Number("id")).ShouldBe([bob.Id, carl.Id]);
        found[0].GetProperty("distance").GetDouble().ShouldBe(11.1, 0.5);
        found[0].GetProperty("age").GetInt32().ShouldBeGreaterThan(30);
        (await Potential(ana, $"?search={word}&ordering=-distance")).Select(one => one.Number("id")).ShouldBe([carl.Id, bob.Id]);
        (await Potential(ana, $"?search={word}&common_interests=true")).ShouldHaveSingleItem().Number("id").ShouldBe(bob.Id);
        (await Potential(ana, $"?search={word}&with_photo=1")).ShouldBeEmpty();
        (await Potential(ana, $"?search={word}&online_only=true")).ShouldBeEmpty();
        (await ana.Http.Put($"{Prefix}/preferences/", """{"max_distance":50}""")).Ok();
        (await Potential(ana, $"?search={word}")).ShouldHaveSingleItem().Number("id").ShouldBe(bob.Id);
        (await Act(ana, "skip", bob)).Ok();
        (await Potential(ana, $"?search={word}")).ShouldBeEmpty();

        var page = (await ana.Http.Get($"{Prefix}/potential/?page_size=1")).Ok();
        page.GetProperty("results").GetArrayLength().ShouldBeLessThanOrEqualTo(1);
        foreach (var bad in (string[])["0", "-1", "x", "999999999", "99999999999999999999"])
            (await ana.Http.Get($"{Prefix}/potential-matches/?page={bad}")).ShouldRefuse(404, "Page non valide.");
    }

    [Theory, EveryEngine]
    public async Task Interests_preferences_and_devices_are_kept(Engine engine)
    {
        await using var chat = await servers.On(engine);
        var ana = await chat.Person("ana");
        var all = (await ana.Http.Get($"{Prefix}/interests/")).Ok().EnumerateArray().ToList();
        all.Count.ShouldBeGreaterThan(5);
        (await ana.Http.Post($"{Prefix}/interests/", $$"""{"interest_ids":[{{all[1].Number("id")}}]}""")).Ok();
        (await ana.Self()).GetProperty("interests").EnumerateArray().Texts("name").ShouldBe([all[1].Text("name")]);
        foreach (var bad in (string[])["{}", """{"interest_ids":[987654]}""", """{"interest_ids":"x"}""", """{"interest_ids":[null]}"""])
            (await ana.Http.Post($"{Prefix}/interests/", bad)).ShouldRefuse(400);
        foreach (var bad in (string[])["""{"min_age":5}""", """{"min_age":50,"max_age":40}""", """{"gender_preference":"Z"}""", """{"max_distance":"far"}"""])
            (await ana.Http.Put($"{Prefix}/preferences/", bad)).ShouldRefuse(400);
        (await ana.Http.Get($"{Prefix}/preferences/")).Ok().Number("min_age").ShouldBe(18);

        const string devices = "/api/v1/accounts/device-tokens/";
        (await ana.Http.Post(devices, """{"token":"t1","platform":"ios"}""")).Status.ShouldBe(201);
        (await ana.Http.Post($"{devices}register/", """{"token":"t1"}""")).Status.ShouldBe(201);
        (await ana.Http.Get(devices)).Ok().EnumerateArray().ShouldHaveSingleItem().Text("platform").ShouldBe("android");
        (await ana.Http.Post(devices, """{"token":"t1","platform":"toaster"}""")).ShouldRefuse(400);
        (await ana.Http.Post($"{devices}unregister/", """{"token":"t1"}""")).Ok();
        (await ana.Http.Delete(devices, """{"token":"t1"}""")).ShouldRefuse(404);
    }

    [Theory, EveryEngine]
    public async Task Fifty_likes_an_hour(Engine engine)
    {
        await using var chat = await FortiChat.On(engine, new ServerSettings().With("RATE_LIMIT_SCALE", "1").With("Parlance__Forti__LikesPerUser__Count", "2"));
        var (ana, bob) = (await chat.Person("ana"), await chat.Person("bob"));
        (await Act(ana, "like", bob)).Status.ShouldBe(201);
        (await Act(ana, "like", bob)).Status.ShouldBe(400);
        var limited = await Act(ana, "like", bob);
        limited.ShouldRefuse(429);
        limited.Headers.ShouldContainKey("Retry-After");
        (await Act(ana, "unlike", bob)).Ok();
    }

    private static Task<RoomsAnswer> Act(FortiPerson who, string what, FortiPerson about) => who.Http.Post($"{Prefix}/{what}/", Body.Of(("user_id", about.Id)));

    private static async Task<List<JsonElement>> Potential(FortiPerson who, string query) =>
        [.. (await who.Http.Get($"{Prefix}/potential-matches/{query}")).Ok().GetProperty("results").EnumerateArray()];

    private static async Task Profile(FortiPerson who, string json) => (await who.Http.Put("/api/v1/accounts/users/me", json)).Ok();
}
